using DockerScan.Sentinel.Gate.Filter;

namespace DockerScan.Sentinel.Tests.Gate.Filter;

/// <summary>Each rule, in each convention, without a kernel.</summary>
public sealed class GateFilterTests
{
    private const int Uid = 51_234;
    private const uint Denied = 0x00050001;
    private const uint Missing = 0x00050026;
    private const uint X64 = 0xC000003E;
    private const uint X86 = 0x40000003;

    private static readonly ulong[] Telling = GateFilter.Make(Uid, true, SystemCalls.X64, SystemCalls.X86);
    private static readonly ulong[] Alone = GateFilter.Make(Uid, false, SystemCalls.X64, SystemCalls.X86);

    [Fact]
    public void Make_Program_IsOneThatTheKernelTakes() => Assert.InRange(Telling.Length, 1, Bpf.Max);

    // setuid, setreuid, setresuid, setfsuid; their old 16-bit selves; the same for groups.
    [Theory]
    [InlineData(X64, 105, 1)]
    [InlineData(X64, 113, 2)]
    [InlineData(X64, 117, 3)]
    [InlineData(X64, 122, 1)]
    [InlineData(X64, 106, 1)]
    [InlineData(X64, 119, 3)]
    [InlineData(X86, 213, 1)]
    [InlineData(X86, 203, 2)]
    [InlineData(X86, 208, 3)]
    [InlineData(X86, 215, 1)]
    [InlineData(X86, 23, 1)]
    [InlineData(X86, 70, 2)]
    [InlineData(X86, 164, 3)]
    [InlineData(X86, 138, 1)]
    [InlineData(X86, 46, 1)]
    public void Make_InspectorsUserInAnyPlace_IsRefused(uint architecture, uint number, int ids)
    {
        for (var id = 0; id < ids; id++)
        {
            var arguments = new ulong[6];
            arguments[id] = Uid;
            Assert.Equal(Denied, BpfMachine.Run(Alone, architecture, number, arguments));
            Assert.Equal(GateFilter.Tell, BpfMachine.Run(Telling, architecture, number, arguments));
            // The kernel reads 32 bits of it.
            arguments[id] |= 0xdead_0000_0000_0000;
            Assert.Equal(Denied, BpfMachine.Run(Alone, architecture, number, arguments));
        }

        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, 0, 1000, 65_534, Uid, Uid, Uid));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Telling, architecture, number, uint.MaxValue, uint.MaxValue, uint.MaxValue));
    }

    [Fact]
    public void Make_ShortUserWithHighBits_IsRefused() => Assert.Equal(Denied, BpfMachine.Run(Alone, X86, 23, 0xabcd0000 | Uid));

    [Theory]
    [InlineData(X64, 59)]
    [InlineData(X64, 322)]
    [InlineData(X64, 42)]
    [InlineData(X64, 49)]
    [InlineData(X64, 46)]
    [InlineData(X64, 307)]
    [InlineData(X86, 11)]
    [InlineData(X86, 358)]
    [InlineData(X86, 362)]
    [InlineData(X86, 361)]
    [InlineData(X86, 370)]
    [InlineData(X86, 345)]
    public void Make_StartOrContact_IsToldOrLetGo(uint architecture, uint number)
    {
        Assert.Equal(GateFilter.Tell, BpfMachine.Run(Telling, architecture, number, 3, 4, 5));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, 3, 4, 5));
    }

    // chmod, fchmodat, creat, open and openat with and without O_CREAT, mknod.
    [Theory]
    [InlineData(X64, 90, 0UL, 0x9edUL, 0UL, 0UL, GateFilter.Tell)]
    [InlineData(X64, 90, 0UL, 0x1edUL, 0UL, 0UL, GateFilter.Allow)]
    [InlineData(X64, 91, 3UL, 0x5edUL, 0UL, 0UL, GateFilter.Tell)]
    [InlineData(X64, 268, 3UL, 0UL, 0x9edUL, 0UL, GateFilter.Tell)]
    [InlineData(X64, 85, 0UL, 0x9edUL, 0UL, 0UL, GateFilter.Tell)]
    [InlineData(X64, 2, 0UL, 0x41UL, 0x9edUL, 0UL, GateFilter.Tell)]
    [InlineData(X64, 2, 0UL, 0x01UL, 0x9edUL, 0UL, GateFilter.Allow)]
    [InlineData(X64, 257, 3UL, 0UL, 0x41UL, 0x9edUL, GateFilter.Tell)]
    [InlineData(X64, 257, 3UL, 0UL, 0x80000UL, 0x9edUL, GateFilter.Allow)]
    [InlineData(X64, 133, 0UL, 0x61b0UL, 0UL, 0UL, GateFilter.Tell)]
    [InlineData(X64, 133, 0UL, 0x11b0UL, 0UL, 0UL, GateFilter.Allow)]
    [InlineData(X64, 259, 3UL, 0UL, 0x89edUL, 0UL, GateFilter.Tell)]
    [InlineData(X86, 15, 0UL, 0x9edUL, 0UL, 0UL, GateFilter.Tell)]
    [InlineData(X86, 5, 0UL, 0x41UL, 0x9edUL, 0UL, GateFilter.Tell)]
    [InlineData(X86, 14, 0UL, 0x61b0UL, 0UL, 0UL, GateFilter.Tell)]
    public void Make_SetIdBitsOrADevice_AreTold(uint architecture, uint number, ulong one, ulong two, ulong three, ulong four, uint expected)
    {
        Assert.Equal(expected, BpfMachine.Run(Telling, architecture, number, one, two, three, four));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, one, two, three, four));
    }

    [Theory]
    [InlineData(0UL, GateFilter.Allow)]
    [InlineData(1UL, GateFilter.Tell)]
    [InlineData(0x1_0000_0000UL, GateFilter.Tell)]
    public void Make_SendWithoutAddress_IsNotTold(ulong address, uint expected)
        => Assert.Equal(expected, BpfMachine.Run(Telling, X64, 44, 3, 4, 5, 0, address, 16));

    [Theory]
    [InlineData(2UL, 1UL, GateFilter.Allow)]
    [InlineData(2UL, 0x80803UL, GateFilter.Tell)]
    [InlineData(17UL, 2UL, GateFilter.Tell)]
    [InlineData(10UL, 3UL, GateFilter.Tell)]
    [InlineData(2UL, 10UL, GateFilter.Tell)]
    [InlineData(16UL, 3UL, GateFilter.Allow)]
    [InlineData(1UL, 2UL, GateFilter.Allow)]
    public void Make_Socket_OnlyRawOnesAreTold(ulong family, ulong type, uint expected)
        => Assert.Equal(expected, BpfMachine.Run(Telling, X64, 41, family, type, 0));

    // vsock ends at the hypervisor, CAN, Bluetooth and others at devices: a network namespace does not hold them.
    [Theory]
    [InlineData(X64, 41)]
    [InlineData(X86, 359)]
    public void Make_SocketOfAnyFamily_OnlyThoseOfTheNamespace(uint architecture, uint number)
    {
        uint[] known = [1, 2, 10, 16, 17, 38];
        foreach (var family in Enumerable.Range(0, 64).Select(each => (uint)each).Append(0x28u | 0x8000_0000))
        {
            Assert.Equal(known.Contains(family) ? GateFilter.Allow : 0x00050061, BpfMachine.Run(Alone, architecture, number, family | 0xdead_0000_0000_0000, 1));
        }
    }

    // What stands in no table that the inspector reads. A raw socket may be of any protocol, and is told.
    [Theory]
    [InlineData(X64, 41)]
    [InlineData(X86, 359)]
    public void Make_SocketOfAProtocolThatNobodySees_IsAsOnAMachineWithout(uint architecture, uint number)
    {
        foreach (var (family, type) in ((ulong, ulong)[])[(2, 1), (10, 1), (2, 2 | 0x80000), (10, 5)])
        {
            foreach (var protocol in (ulong[])[33, 132, 136, 256, 262])
            {
                Assert.Equal(0x0005005du, BpfMachine.Run(Alone, architecture, number, family, type, protocol));
                Assert.Equal(0x0005005du, BpfMachine.Run(Telling, architecture, number, family, type, protocol));
                Assert.Equal(93, GateFilter.RefusalOf((uint)family, (uint)type, (uint)protocol));
            }

            foreach (var protocol in (ulong[])[0, 6, 17, 58])
            {
                Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, family, type, protocol));
                Assert.Null(GateFilter.RefusalOf((uint)family, (uint)type, (uint)protocol));
            }
        }

        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, 2, 3, 132));
        Assert.Equal(GateFilter.Tell, BpfMachine.Run(Telling, architecture, number, 2, 3, 132));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, 17, 2, 256));
        Assert.Equal(97, GateFilter.RefusalOf(40, 1, 0));
    }

    // close_range(2) with CLOSE_RANGE_UNSHARE, unshare(2) with CLONE_FILES.
    [Theory]
    [InlineData(X64, 436, 272)]
    [InlineData(X86, 436, 310)]
    public void Make_DescriptorsOfItsOwn_AreRefused(uint architecture, uint closeRange, uint unshare)
    {
        Assert.Equal(0x00050016u, BpfMachine.Run(Alone, architecture, closeRange, 3, uint.MaxValue, 2));
        Assert.Equal(0x00050016u, BpfMachine.Run(Telling, architecture, closeRange, 3, uint.MaxValue, 6));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, closeRange, 3, uint.MaxValue, 4));
        Assert.Equal(Denied, BpfMachine.Run(Alone, architecture, unshare, 0x400));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, unshare, 0x200));
    }

    [Theory]
    [InlineData(3UL, GateFilter.Tell)]
    [InlineData(11UL, GateFilter.Tell)]
    [InlineData(20UL, GateFilter.Tell)]
    [InlineData(9UL, GateFilter.Allow)]
    [InlineData(12UL, GateFilter.Allow)]
    public void Make_SocketCall_AsTheCallsThemselves(ulong which, uint expected) => Assert.Equal(expected, BpfMachine.Run(Telling, X86, 102, which, 99));

    [Theory]
    [InlineData(X64, 72)]
    [InlineData(X86, 55)]
    [InlineData(X86, 221)]
    public void Make_SignalThatNobodyCanRefuse_IsRefused(uint architecture, uint number)
    {
        // Those that the inspector ignores, and those that nobody ends by, are let go.
        int[] harmless = [0, 1, 2, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31];
        foreach (var signal in Enumerable.Range(0, 65))
        {
            var isRefused = signal < 34 && !harmless.Contains(signal);
            Assert.Equal(isRefused ? Denied : GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, 5, 10, (ulong)signal));
            Assert.Equal(isRefused ? GateFilter.Tell : GateFilter.Allow, BpfMachine.Run(Telling, architecture, number, 5, 10, (ulong)signal));
        }

        Assert.Equal(GateFilter.Allow, BpfMachine.Run(Alone, architecture, number, 5, 8, 9));
    }

    [Theory]
    [InlineData(X64, 425u, Missing)]
    [InlineData(X86, 425u, Missing)]
    [InlineData(X64, 435u, Missing)]
    [InlineData(X64, 0x40000000u | 59, Missing)]
    [InlineData(X64, 0x40000000u | 105, Missing)]
    [InlineData(0xC00000B7, 221u, Missing)]
    [InlineData(0x12345678u, 0u, Missing)]
    [InlineData(X64, 0u, GateFilter.Allow)]
    [InlineData(X64, 56u, GateFilter.Allow)]
    public void Make_WayAround_IsNoCallHere(uint architecture, uint number, uint expected)
        => Assert.Equal(expected, BpfMachine.Run(Telling, architecture, number, 17, 0, 0));

    [Theory]
    [InlineData(X64, 56)]
    [InlineData(X64, 272)]
    [InlineData(X86, 120)]
    [InlineData(X86, 310)]
    public void Make_UserNamespace_IsRefused(uint architecture, uint number)
        => Assert.Equal(Denied, BpfMachine.Run(Telling, architecture, number, 0x10000000 | 17));

    // CLONE_THREAD and CLONE_FILES: what a thread without the second opens stands under no process. What libraries ask for, 0x3d0f00, has both.
    [Theory]
    [InlineData(X64, 56, 0x00010000u, Denied)]
    [InlineData(X86, 120, 0x00010b00u, Denied)]
    [InlineData(X64, 56, 0x00010400u, GateFilter.Allow)]
    [InlineData(X64, 56, 0x003d0f00u, GateFilter.Allow)]
    [InlineData(X64, 56, 0x01200011u, GateFilter.Allow)]
    public void Make_Thread_SharesWhatItsProcessHoldsOpen(uint architecture, uint number, uint flags, uint expected)
        => Assert.Equal(expected, BpfMachine.Run(Telling, architecture, number, flags));

    [Fact]
    public void Make_Arm_KnowsItsOwnNumbers()
    {
        var program = GateFilter.Make(Uid, true, SystemCalls.Arm64);

        Assert.Equal(GateFilter.Tell, BpfMachine.Run(program, 0xC00000B7, 221));
        Assert.Equal(GateFilter.Tell, BpfMachine.Run(program, 0xC00000B7, 146, Uid));
        Assert.Equal(GateFilter.Allow, BpfMachine.Run(program, 0xC00000B7, 146, 5));
        Assert.Equal(Missing, BpfMachine.Run(program, X64, 0));
    }
}
