using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Gate.Filter;

/// <summary>
/// The filter that the gate lays before its exec, and that everything of the image inherits. It takes no right that an ordinary
/// program uses: it refuses the inspector's user, the ways around this filter, and, with a listener, tells the inspector of
/// each program that is started and each address that is named, before it happens.
/// </summary>
internal static class GateFilter
{
    internal const uint Allow = 0x7fff0000;
    internal const uint Tell = 0x7fc00000;
    internal const uint Refuse = 0x00050000;

    internal const int NotPermitted = 1;
    internal const int NoSuchCall = 38;

    /// <summary>fcntl's F_SETSIG: with it the owner of a descriptor is sent any signal, by the kernel and unasked.</summary>
    internal const int SetSignal = 10;

    /// <summary>
    /// What the inspector could not ignore if it were sent it so: QUIT, ILL, TRAP, ABRT, BUS, FPE, KILL, SEGV, TERM, STOP, and the two that libc keeps to itself.
    /// Who asks to be told of a descriptor asks for none of these.
    /// </summary>
    internal static readonly uint[] Signals = [3, 4, 5, 6, 7, 8, 9, 11, 15, 19, 32, 33];

    /// <summary>The bits by which a program has its owner's rights, or its group's.</summary>
    internal const uint SetIds = 0b110_000_000_000;

    // S_IFCHR and S_IFBLK have it; O_CREAT, and O_TMPFILE without O_DIRECTORY.
    private const uint DeviceBit = 0x2000;
    private const uint Creates = 0x400040;

    // The second 32-bit convention on 64-bit x86 (x32).
    private const uint X32 = 0x40000000;
    private const uint NewUserNamespace = 0x10000000;
    private const uint NewThread = 0x00010000;
    private const uint SharedFiles = 0x00000400;
    private const uint OwnDescriptors = 2;
    private const uint V4Family = 2;
    private const uint V6Family = 10;
    private const uint PacketFamily = 17;
    private const uint RawType = 3;
    private const uint OldPacketType = 10;
    private const uint TypeBits = 0xf;

    /// <summary>Unix, IPv4, IPv6, netlink, packet, and the kernel's ciphers. All others are as on a machine that lacks them: vsock, for one, ends at the hypervisor, whatever the network namespace.</summary>
    internal static readonly uint[] Families = [1, V4Family, V6Family, 16, PacketFamily, 38];

    /// <summary>
    /// Protocols of IPv4 and IPv6 (linux/in.h) that stand in no table which the inspector reads: DCCP, SCTP, UDP-Lite, SMC and multipath TCP. They are as on a
    /// machine that lacks them; who asks for multipath TCP, as Go does by itself, takes TCP then.
    /// </summary>
    internal static readonly uint[] UnseenProtocols = [33, 132, 136, 256, 262];

    internal const int NoSuchFamily = 97;
    internal const int NoSuchProtocol = 93;
    internal const int Invalid = 22;

    // linux/net.h: socket, bind, connect, sendto, sendmsg, sendmmsg.
    private static readonly uint[] SocketCalls = [1, 2, 3, 11, 16, 20];

    /// <summary>The program.</summary>
    /// <param name="uid">The inspector's user.</param>
    /// <param name="hasListener">True when there is somebody to tell; else those calls are let go.</param>
    public static ulong[] Make(int uid, bool hasListener)
        => Make(uid, hasListener, RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? [SystemCalls.Arm64] : [SystemCalls.X64, SystemCalls.X86]);

    /// <summary>The error for a socket that nobody would see; null for any other.</summary>
    internal static int? RefusalOf(uint family, uint type, uint protocol)
        => !Families.Contains(family) ? NoSuchFamily
            : family is V4Family or V6Family && (type & TypeBits) != RawType && UnseenProtocols.Contains(protocol) ? NoSuchProtocol
            : null;

    internal static ulong[] Make(int uid, bool hasListener, params SystemCalls[] conventions)
    {
        var program = new Bpf().LoadArchitecture();
        foreach (var calls in conventions)
        {
            program.IfEqual(calls.Architecture, body => Rules(body, calls, (uint)uid, hasListener));
        }

        // A convention that is not known here would pass every rule.
        return program.Give(Refuse | NoSuchCall).ToArray();
    }

    private static void Rules(Bpf program, SystemCalls calls, uint uid, bool hasListener)
    {
        program.LoadNumber();
        if (calls.Architecture == SystemCalls.X64.Architecture)
        {
            program.IfAtLeast(X32, body => body.Give(Refuse | NoSuchCall));
        }

        if (hasListener)
        {
            Told(program, calls);
        }

        Number(program, calls.Socket, body =>
        {
            body.LoadLow(0);
            foreach (var family in Families)
            {
                body.IfEqual(family, each => (family is V4Family or V6Family ? Protocols(each) : each).Give(Allow));
            }

            body.Give(Refuse | NoSuchFamily);
        });

        // Whoever asks for it does not do so by accident: with a listener it is told, and refused by the inspector.
        var refused = hasListener ? Tell : Refuse | NotPermitted;
        Users(program, calls.SetUser, uid, uint.MaxValue, refused);
        Users(program, calls.SetShortUser, uid, ushort.MaxValue, refused);
        foreach (var number in calls.Control)
        {
            Number(program, number, body => body.LoadLow(1).IfEqual(SetSignal, signal => Array.ForEach(Signals, each => signal.LoadLow(2).IfEqual(each, found => found.Give(refused)))).Give(Allow));
        }

        // In a user namespace of its own a process may have any user's number outside.
        // What a thread with descriptors of its own holds open stands under no process; no library makes one, nor takes its own later.
        Number(program, calls.CloneProcess, body => body.LoadLow(0).IfAnyBit(NewUserNamespace, each => each.Give(Refuse | NotPermitted))
            .IfAnyBit(NewThread, each => each.IfAnyBit(SharedFiles, shared => shared.Give(Allow)).Give(Refuse | NotPermitted)).Give(Allow));
        Number(program, calls.CloseRange, body => body.LoadLow(2).IfAnyBit(OwnDescriptors, each => each.Give(Refuse | Invalid)).Give(Allow));
        Number(program, calls.Unshare, body => body.LoadLow(0).IfAnyBit(NewUserNamespace | SharedFiles, each => each.Give(Refuse | NotPermitted)).Give(Allow));
        Number(program, calls.Clone3, body => body.Give(Refuse | NoSuchCall));
        Number(program, calls.IoRing, body => body.Give(Refuse | NoSuchCall));
        program.Give(Allow);
    }

    private static Bpf Protocols(Bpf program)
    {
        program.LoadLow(1).Mask(TypeBits).IfEqual(RawType, raw => raw.Give(Allow)).LoadLow(2);
        Array.ForEach(UnseenProtocols, protocol => program.IfEqual(protocol, each => each.Give(Refuse | NoSuchProtocol)));
        return program;
    }

    private static void Told(Bpf program, SystemCalls calls)
    {
        foreach (var number in (uint[])[calls.Execute, calls.ExecuteAt, calls.Connect, calls.Bind, calls.SendMessage, calls.SendMessages])
        {
            Number(program, number, body => body.Give(Tell));
        }

        // Without an address it goes where connect said.
        Number(program, calls.SendTo, body => body.LoadLow(4).IfEqual(0, low => low.LoadHigh(4).IfEqual(0, high => high.Give(Allow))).Give(Tell));
        Number(program, calls.Socket, body => body.LoadLow(0).IfEqual(PacketFamily, each => each.Give(Tell))
            .LoadLow(1).Mask(TypeBits).IfEqual(OldPacketType, each => each.Give(Tell))
            .IfEqual(RawType, each => Array.ForEach([2u, 10u], family => each.LoadLow(0).IfEqual(family, found => found.Give(Tell)))).LoadNumber());
        foreach (var call in calls.Modes)
        {
            Number(program, call.Number, body => (call.Flags < 0 ? Modes(body, call) : body.LoadLow(call.Flags).IfAnyBit(Creates, each => Modes(each, call))).Give(Allow));
        }

        Number(program, calls.SocketCall, body =>
        {
            body.LoadLow(0);
            foreach (var call in SocketCalls)
            {
                body.IfEqual(call, each => each.Give(Tell));
            }

            body.Give(Allow);
        });
    }

    private static Bpf Modes(Bpf program, ModeCall call)
        => program.LoadLow(call.Mode).IfAnyBit(call.Device < 0 ? SetIds : SetIds | DeviceBit, found => found.Give(Tell));

    private static void Users(Bpf program, (uint Number, int Ids)[] calls, uint uid, uint bits, uint refused)
    {
        foreach (var (number, ids) in calls)
        {
            Number(program, number, body =>
            {
                for (var id = 0; id < ids; id++)
                {
                    body.LoadLow(id).Mask(bits).IfEqual(uid & bits, each => each.Give(refused));
                }

                body.Give(Allow);
            });
        }
    }

    private static void Number(Bpf program, uint number, Action<Bpf> body)
    {
        if (number != 0)
        {
            program.IfEqual(number, body);
        }
    }
}
