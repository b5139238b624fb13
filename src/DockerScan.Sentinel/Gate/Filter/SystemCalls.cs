namespace DockerScan.Sentinel.Gate.Filter;

/// <summary>The numbers of one calling convention (ABI) of the kernel. 0 stands for a call that it lacks.</summary>
/// <param name="Architecture">AUDIT_ARCH_…, as the filter sees it.</param>
internal sealed record SystemCalls(uint Architecture)
{
    /// <summary>64-bit calls of x86.</summary>
    public static SystemCalls X64 { get; } = new(0xC000003E)
    {
        Execute = 59, ExecuteAt = 322, Connect = 42, Bind = 49, SendTo = 44, SendMessage = 46, SendMessages = 307, Socket = 41,
        SetUser = [(105, 1), (113, 2), (117, 3), (122, 1), (106, 1), (114, 2), (119, 3), (123, 1)],
        Modes =
        [
            new(90, Path: 0, Mode: 1), new(91, Path: -1, Mode: 1) { Folder = 0 }, new(268, Path: 1, Mode: 2) { Folder = 0 }, new(452, Path: 1, Mode: 2) { Folder = 0 },
            new(85, Path: 0, Mode: 1), new(2, Path: 0, Mode: 2) { Flags = 1 }, new(257, Path: 1, Mode: 3) { Folder = 0, Flags = 2 },
            new(133, Path: 0, Mode: 1) { Device = 2 }, new(259, Path: 1, Mode: 2) { Folder = 0, Device = 3 },
        ],
        Control = [72], CloneProcess = 56, Clone3 = 435, Unshare = 272, CloseRange = 436, IoRing = 425,
    };

    /// <summary>32-bit calls of x86, which a 64-bit program can make as well (int 0x80).</summary>
    public static SystemCalls X86 { get; } = new(0x40000003)
    {
        Execute = 11, ExecuteAt = 358, Connect = 362, Bind = 361, SendTo = 369, SendMessage = 370, SendMessages = 345, Socket = 359,
        SetUser = [(213, 1), (203, 2), (208, 3), (215, 1), (214, 1), (204, 2), (210, 3), (216, 1)],
        SetShortUser = [(23, 1), (70, 2), (164, 3), (138, 1), (46, 1), (71, 2), (170, 3), (139, 1)],
        Modes =
        [
            new(15, Path: 0, Mode: 1), new(94, Path: -1, Mode: 1) { Folder = 0 }, new(306, Path: 1, Mode: 2) { Folder = 0 }, new(452, Path: 1, Mode: 2) { Folder = 0 },
            new(8, Path: 0, Mode: 1), new(5, Path: 0, Mode: 2) { Flags = 1 }, new(295, Path: 1, Mode: 3) { Folder = 0, Flags = 2 },
            new(14, Path: 0, Mode: 1) { Device = 2 }, new(297, Path: 1, Mode: 2) { Folder = 0, Device = 3 },
        ],
        Control = [55, 221], CloneProcess = 120, Clone3 = 435, Unshare = 310, CloseRange = 436, IoRing = 425, SocketCall = 102,
    };

    /// <summary>64-bit calls of Arm.</summary>
    public static SystemCalls Arm64 { get; } = new(0xC00000B7)
    {
        Execute = 221, ExecuteAt = 281, Connect = 203, Bind = 200, SendTo = 206, SendMessage = 211, SendMessages = 269, Socket = 198,
        SetUser = [(146, 1), (145, 2), (147, 3), (151, 1), (144, 1), (143, 2), (149, 3), (152, 1)],
        Modes =
        [
            new(52, Path: -1, Mode: 1) { Folder = 0 }, new(53, Path: 1, Mode: 2) { Folder = 0 }, new(452, Path: 1, Mode: 2) { Folder = 0 },
            new(56, Path: 1, Mode: 3) { Folder = 0, Flags = 2 }, new(33, Path: 1, Mode: 2) { Folder = 0, Device = 3 },
        ],
        Control = [25], CloneProcess = 220, Clone3 = 435, Unshare = 97, CloseRange = 436, IoRing = 425,
    };

    public uint Execute { get; init; }

    public uint ExecuteAt { get; init; }

    public uint Connect { get; init; }

    public uint Bind { get; init; }

    public uint SendTo { get; init; }

    public uint SendMessage { get; init; }

    public uint SendMessages { get; init; }

    public uint Socket { get; init; }

    /// <summary>setuid, setreuid, setresuid, setfsuid and the same for groups: the number, and how many ids it takes.</summary>
    public (uint Number, int Ids)[] SetUser { get; init; } = [];

    /// <summary>The old ones, whose ids have 16 bits.</summary>
    public (uint Number, int Ids)[] SetShortUser { get; init; } = [];

    /// <summary>chmod, fchmod, fchmodat, fchmodat2, creat, open, openat, mknod, mknodat: what gives a file its mode.</summary>
    public ModeCall[] Modes { get; init; } = [];

    /// <summary>fcntl.</summary>
    public uint[] Control { get; init; } = [];

    public uint CloneProcess { get; init; }

    public uint Clone3 { get; init; }

    public uint Unshare { get; init; }

    /// <summary>close_range, which can give a thread descriptors of its own.</summary>
    public uint CloseRange { get; init; }

    /// <summary>io_uring_setup: what goes through such a ring passes no filter.</summary>
    public uint IoRing { get; init; }

    /// <summary>socketcall, the old way to all calls of sockets.</summary>
    public uint SocketCall { get; init; }
}

/// <summary>A call that gives a file its mode: where its arguments stand, -1 for none.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Path">The path.</param>
/// <param name="Mode">The mode.</param>
internal sealed record ModeCall(uint Number, int Path, int Mode)
{
    /// <summary>The descriptor of the folder that a path begins in, or of the file where there is no path.</summary>
    public int Folder { get; init; } = -1;

    /// <summary>The flags without which there is no mode: O_CREAT.</summary>
    public int Flags { get; init; } = -1;

    /// <summary>The device's number.</summary>
    public int Device { get; init; } = -1;
}
