using System.Text.Json.Serialization;

#pragma warning disable MA0048 // One file for the whole schema, because it is compiled into two programs.

namespace DockerScan.Sentinel.Events;

// The one schema between the sentinel and the host. This file is compiled into both; a change that an older reader
// would misread raises SentinelSchema.Version. Every text in an event is the target's and hostile: bounded here, escaped where shown.

/// <summary>The version and the bounds of the events.</summary>
internal static class SentinelSchema
{
    /// <summary>The version that <see cref="HelloEvent"/> carries. The host refuses any other.</summary>
    public const int Version = 4;

    /// <summary>One line is at most this many bytes; the sentinel keeps to it, the host drops and counts what is longer.</summary>
    public const int MaxLineBytes = 16 * 1024;

    /// <summary>The sentinel cuts a text of the target (name, path, command line, summary) to this many characters.</summary>
    public const int MaxTextChars = 1024;

    /// <summary>How many first bytes of a connection an event carries at most.</summary>
    public const int MaxFirstBytes = 512;

    /// <summary>Where the network role writes the captured frames, in its own container.</summary>
    public const string CapturePath = "/evidence/capture.pcap";
}

/// <summary>Something that a role saw, one JSON object a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HelloEvent), "hello")]
[JsonDerivedType(typeof(ReadyEvent), "ready")]
[JsonDerivedType(typeof(HeartbeatEvent), "heartbeat")]
[JsonDerivedType(typeof(DroppedEvent), "dropped")]
[JsonDerivedType(typeof(FailureEvent), "failure")]
[JsonDerivedType(typeof(ByeEvent), "bye")]
[JsonDerivedType(typeof(GateEvent), "gate")]
[JsonDerivedType(typeof(AttackEvent), "attack")]
[JsonDerivedType(typeof(DnsEvent), "dns")]
[JsonDerivedType(typeof(ConnectionEvent), "connection")]
[JsonDerivedType(typeof(FlowEvent), "flow")]
[JsonDerivedType(typeof(TokenEvent), "token")]
[JsonDerivedType(typeof(ProcessEvent), "process")]
[JsonDerivedType(typeof(ExitEvent), "exit")]
[JsonDerivedType(typeof(SocketEvent), "socket")]
[JsonDerivedType(typeof(StreamEvent), "stream")]
[JsonDerivedType(typeof(ContactEvent), "contact")]
[JsonDerivedType(typeof(MappingEvent), "mapping")]
[JsonDerivedType(typeof(OpenedEvent), "opened")]
[JsonDerivedType(typeof(DeviceEvent), "device")]
[JsonDerivedType(typeof(LimitEvent), "limit")]
[JsonDerivedType(typeof(SharedFileEvent), "sharedFile")]
internal abstract record SentinelEvent
{
    /// <summary>1, 2, 3 … within its role: a gap is a loss.</summary>
    public long Seq { get; init; }

    /// <summary>CLOCK_MONOTONIC in milliseconds. All roles of one engine share that clock.</summary>
    public long Ms { get; init; }
}

/// <summary>The first line of a role.</summary>
/// <param name="Schema">The version.</param>
/// <param name="Role"><c>network</c>, <c>inspect</c>, <c>gate</c> or <c>selftest</c>.</param>
internal sealed record HelloEvent(int Schema, string Role) : SentinelEvent
{
    /// <summary>False in a build for tests, which lets itself be attacked. The host refuses it.</summary>
    public bool Guards { get; init; } = true;
}

/// <summary>The role sees everything from now on. Without this line the sandbox has failed.</summary>
/// <param name="Details">What is in force, e.g. <c>redirect4=nft capture=packet</c>.</param>
internal sealed record ReadyEvent(string Details) : SentinelEvent
{
    /// <summary>The name servers that stand in the target's resolver settings; from the network role.</summary>
    public string[] Resolvers { get; init; } = [];
}

/// <summary>
/// A file that the engine made for the owner of the network and that the target can write, too (hosts, hostname, resolv.conf); from the
/// network role, before it is ready and after it was told to stop.
/// </summary>
/// <param name="Path">Its path.</param>
/// <param name="IsAfter">False before the target ran.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="IsChanged">True when it is not as it was before.</param>
/// <param name="Head">Its first 4 KiB.</param>
internal sealed record SharedFileEvent(string Path, bool IsAfter, long SizeBytes, bool IsChanged, byte[] Head) : SentinelEvent;

/// <summary>Four times a second, so that silence is not taken for quiet. The inspect role's first one comes as it begins to watch.</summary>
/// <param name="RssKiB">The role's own memory.</param>
/// <param name="CpuMs">CPU time of all processes seen so far, in milliseconds; 0 from the network role.</param>
/// <param name="Processes">Processes alive; 0 from the network role.</param>
/// <param name="FreeBytes">Free bytes of the file system under the target's root; -1 from the network role or unknown.</param>
/// <param name="OpenConnections">Connections open; 0 from the inspect role.</param>
internal sealed record HeartbeatEvent(long RssKiB, long CpuMs, int Processes, long FreeBytes, int OpenConnections) : SentinelEvent
{
    /// <summary>How many starts of a program the kernel has told before they happened; 0 without a listener.</summary>
    public long Starts { get; init; }

    /// <summary>What files without a name hold on the disk that the target has open, in bytes: the engine does not count them.</summary>
    public long UnlinkedBytes { get; init; }
}

/// <summary>A bound was reached: this many were not reported (total so far, per <paramref name="What"/>).</summary>
/// <param name="What"><c>dns</c>, <c>connections</c>, <c>accepts</c> (the listener's queue was full), <c>flows</c>, <c>frames</c>, <c>pcap</c>, <c>processes</c>, <c>sockets</c>, <c>mappings</c>, <c>opened</c>, <c>looks</c> (at all sockets, that took long), <c>hashes</c>, <c>modes</c> (files that got set-id bits), <c>changed</c> (programs that ran from changed files and were not hashed), <c>logins</c> (lines that were not looked at for one), <c>starts</c> (it could not be said of what), <c>contacts</c> (nor by whom).</param>
/// <param name="Count">How many in all.</param>
internal sealed record DroppedEvent(string What, long Count) : SentinelEvent;

/// <summary>A part of the role does not work. What it should have seen is unknown.</summary>
/// <param name="What">The part, e.g. <c>capture</c>.</param>
/// <param name="Message">One line.</param>
internal sealed record FailureEvent(string What, string Message) : SentinelEvent;

/// <summary>The last line of a role that was told to stop (SIGTERM): all it knew was written before.</summary>
/// <param name="Reason"><c>stopped</c>, or <c>target-exited</c> from the inspect role.</param>
internal sealed record ByeEvent(string Reason) : SentinelEvent;

/// <summary>
/// The gate, from the inspect role. Without <see cref="Passed"/> nothing of the image was let go under its eyes, and whatever ran did so unseen.
/// </summary>
/// <param name="What"><see cref="Passed"/>, then <see cref="Started"/> or <see cref="Refused"/>; <see cref="CheckLost"/>.</param>
/// <param name="Details">How starts and contacts are recorded, of <see cref="Passed"/>; the error number of <see cref="Refused"/>; null otherwise.</param>
internal sealed record GateEvent(string What, string? Details) : SentinelEvent
{
    /// <summary>The kernel tells each before it happens.</summary>
    public const string ByNotification = "notification";

    /// <summary>The inspector looks at short intervals.</summary>
    public const string ByLooking = "looking";

    /// <summary>The same, and the gate could lay no filter at all: nothing refuses the inspector's user.</summary>
    public const string Unguarded = ByLooking + ", no filter";

    /// <summary>Process 1 asked, was the gate, and was let go.</summary>
    public const string Passed = "passed";

    /// <summary>It became the image's command, or ended.</summary>
    public const string Started = "started";

    /// <summary>The kernel refused to start the image's command.</summary>
    public const string Refused = "refused";

    /// <summary>The child that waits to become the image's health check is gone, and never became it.</summary>
    public const string CheckLost = "check-lost";
}

/// <summary>Something was done to the inspector, or tried. Whoever can do that cannot be watched: the host ends the run.</summary>
/// <param name="How"><see cref="Became"/>, <see cref="Asked"/>, <see cref="Signal"/> or <see cref="Paused"/>.</param>
/// <param name="Pid">Who did it; 0 unknown.</param>
/// <param name="Details">One line, e.g. the command line; null for none.</param>
internal sealed record AttackEvent(string How, int Pid, string? Details) : SentinelEvent
{
    /// <summary>A process of the target has the inspector's user, real, effective or saved, in any thread.</summary>
    public const string Became = "became";

    /// <summary>A process asked the kernel for the inspector's user, and was refused.</summary>
    public const string Asked = "asked";

    /// <summary>A process asked for a signal, by way of a descriptor, that nobody can refuse, and was refused.</summary>
    public const string Signal = "signal";

    /// <summary>The inspector was stopped, and goes on.</summary>
    public const string Paused = "paused";

    /// <summary>The kernel was told to treat the inspector otherwise when memory or processors are short.</summary>
    public const string Treated = "treated";
}

/// <summary>A DNS question, and what was answered.</summary>
/// <param name="Protocol"><c>udp</c> or <c>tcp</c>.</param>
/// <param name="Server">The server address that was asked.</param>
/// <param name="Name">The name, lower case, without the last dot; what is not printable ASCII as <c>\xNN</c>.</param>
/// <param name="QueryType"><c>A</c>, <c>AAAA</c>, <c>TXT</c>, … or <c>TYPE123</c>.</param>
/// <param name="Answer">The synthetic address or text; null for an empty answer.</param>
/// <param name="Count">How many times it was asked so far (an event for the first, then at 10, 100, 1,000 …).</param>
internal sealed record DnsEvent(string Protocol, string Server, string Name, string QueryType, string? Answer, long Count) : SentinelEvent;

/// <summary>A TCP connection that the sink accepted, once its protocol is known, or its first bytes' time is up, or it closed.</summary>
internal sealed record ConnectionEvent : SentinelEvent
{
    /// <summary>Unique within the role.</summary>
    public required long Id { get; init; }

    /// <summary>The address that was meant.</summary>
    public required string Address { get; init; }

    /// <summary>The port that was meant.</summary>
    public required int Port { get; init; }

    /// <summary>The name that led to the address: from DNS, or SNI or Host when no DNS question did.</summary>
    public string? Domain { get; init; }

    /// <summary>The caller's port: with the inspect role's <see cref="SocketEvent"/> it gives the process.</summary>
    public required int SourcePort { get; init; }

    /// <summary><c>stratum</c>, <c>http</c>, <c>tls</c>, <c>irc</c>, <c>ssh</c>, <c>smtp</c>, <c>redis</c>, <c>socks</c>, <c>frp</c>, <c>shell</c>, <c>dns</c>, <c>metadata</c>; <c>unknown</c> for other bytes; null when none came.</summary>
    public string? Application { get; init; }

    /// <summary>One line, e.g. <c>Stratum login, wallet 44AF…, agent XMRig/6.21.0</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>What was read out of the bytes: <c>wallet</c>, <c>agent</c>, <c>method</c>, <c>host</c>, <c>path</c>, <c>sni</c>, <c>alpn</c>, <c>ja3</c>, <c>nick</c>, <c>channel</c>, <c>provider</c> … Bounded to 16.</summary>
    public Dictionary<string, string> Details { get; init; } = [];

    /// <summary>The first bytes, base64, at most <see cref="SentinelSchema.MaxFirstBytes"/>.</summary>
    public string FirstBytes { get; init; } = string.Empty;

    /// <summary>True when the bytes came out of a TLS session that the sink ended with a throw-away certificate.</summary>
    public bool InsideTls { get; init; }
}

/// <summary>Packets towards one destination, told when first seen and again as it grows (each second at most) and at the end.</summary>
internal sealed record FlowEvent : SentinelEvent
{
    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>ip-N</c> for another protocol, <c>frame</c> for what is no packet of IP.</summary>
    public required string Protocol { get; init; }

    /// <summary>The destination.</summary>
    public required string Address { get; init; }

    /// <summary>Its port; 0 without ports.</summary>
    public required int Port { get; init; }

    /// <summary>The name that led to it.</summary>
    public string? Domain { get; init; }

    /// <summary>The last source port seen.</summary>
    public int SourcePort { get; init; }

    /// <summary>Packets towards it so far.</summary>
    public required long Packets { get; init; }

    /// <summary>Bytes of those packets, from the IP header on.</summary>
    public required long Bytes { get; init; }

    /// <summary>TCP packets with SYN and without ACK.</summary>
    public long Syns { get; init; }

    /// <summary>The most packets in one second.</summary>
    public required long PeakPerSecond { get; init; }

    /// <summary>When the first packet came, as <see cref="SentinelEvent.Ms"/>.</summary>
    public required long FirstMs { get; init; }

    /// <summary>When the last one came.</summary>
    public required long LastMs { get; init; }
}

/// <summary>A honeytoken was seen leaving. Proof of theft.</summary>
/// <param name="Token">Its id, as the host named it.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c> or <c>dns</c>.</param>
/// <param name="Address">Where it was sent.</param>
/// <param name="Port">The port.</param>
/// <param name="SourcePort">The caller's port; 0 unknown.</param>
/// <param name="Encoding"><c>plain</c>, <c>base64</c>, <c>base32</c> or <c>hex</c>.</param>
internal sealed record TokenEvent(string Token, string Protocol, string Address, int Port, int SourcePort, string Encoding) : SentinelEvent;

/// <summary>A process, told when first seen and again when its executable, command line or effective user changed.</summary>
internal sealed record ProcessEvent : SentinelEvent
{
    /// <summary>Its id in the target's PID namespace.</summary>
    public required int Pid { get; init; }

    /// <summary>Its parent's.</summary>
    public required int ParentPid { get; init; }

    /// <summary>When it started, as <see cref="SentinelEvent.Ms"/>. With the pid it is unique.</summary>
    public required long StartedMs { get; init; }

    /// <summary>The executable's path in the target; null when it could not be read.</summary>
    public string? Executable { get; init; }

    /// <summary>The command line, words joined by a space; the name in brackets when it has none.</summary>
    public required string Command { get; init; }

    /// <summary>Effective user id.</summary>
    public required int Uid { get; init; }

    /// <summary>Real user id.</summary>
    public required int RealUid { get; init; }

    /// <summary>Effective capabilities, as the kernel's bit mask.</summary>
    public ulong Capabilities { get; init; }

    /// <summary>True when the executable was deleted after its start.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>True when the executable is only in memory (memfd).</summary>
    public bool IsMemoryOnly { get; init; }

    /// <summary>The file that was its standard input as it was started, where that was made or changed since the gate was opened; null for any other.</summary>
    public string? Input { get; init; }

    /// <summary>Lower-case hex SHA-256 of an executable that is deleted, in memory only, or changed since the gate was opened; null otherwise or over 64 MiB.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>A process is gone.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="StartedMs">When it started.</param>
/// <param name="CpuMs">CPU time it used, as last seen.</param>
internal sealed record ExitEvent(int Pid, long StartedMs, long CpuMs) : SentinelEvent;

/// <summary>A socket and who owns it, told once per process and socket.</summary>
internal sealed record SocketEvent : SentinelEvent
{
    /// <summary>The owner; 0 when no process owned it when it was seen.</summary>
    public required int Pid { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>raw</c> or <c>packet</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>True when it listens (a UDP socket: bound and not connected).</summary>
    public required bool IsListening { get; init; }

    /// <summary>Its own address.</summary>
    public required string LocalAddress { get; init; }

    /// <summary>Its own port.</summary>
    public required int LocalPort { get; init; }

    /// <summary>The address that it is connected to; null when listening.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>That port.</summary>
    public int RemotePort { get; init; }

    /// <summary>Which of its file descriptors 0, 1 and 2 are this socket: a shell on a socket has them.</summary>
    public int[] StandardFds { get; init; } = [];
}

/// <summary>A process whose standard input and output lead through pipes, a terminal or other programs to processes with a connection; told once per ends.</summary>
/// <param name="Pid">The process.</param>
/// <param name="InputPid">The process with a connection from which its input comes.</param>
/// <param name="OutputPid">The process with a connection to which its output goes.</param>
internal sealed record StreamEvent(int Pid, int InputPid, int OutputPid) : SentinelEvent;

/// <summary>A process names an address to the kernel, told before the call happens, once per process and address.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Call"><c>connect</c>, <c>send</c>, <c>bind</c>, or <c>raw</c> for a socket that makes packets itself.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>raw</c>, <c>packet</c>, or <c>icmp</c>; empty when it is not known.</param>
/// <param name="Address">The address; null when the process named more than are told one by one.</param>
/// <param name="Port">The port; 0 without one.</param>
internal sealed record ContactEvent(int Pid, string Call, string Protocol, string? Address, int Port) : SentinelEvent;

/// <summary>A file mapped executable that is deleted, only in memory, under /tmp, /var/tmp, /dev/shm or /run, or made or changed since the gate was opened.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Path">The file.</param>
/// <param name="IsDeleted">Deleted or memory-only.</param>
internal sealed record MappingEvent(int Pid, string Path, bool IsDeleted) : SentinelEvent;

/// <summary>A watched file was opened, an executable in a watched folder was run, or a file gets set-uid or set-gid bits; told once per path.</summary>
/// <param name="Path">The path in the target.</param>
/// <param name="What"><c>honeytoken</c>, <c>executable</c> or <see cref="SetId"/>.</param>
/// <param name="Token">The honeytoken's id; null for all else.</param>
internal sealed record OpenedEvent(string Path, string What, string? Token) : SentinelEvent
{
    /// <summary>A process asks the kernel for these bits; told before it has them.</summary>
    public const string SetId = "set-id";
}

/// <summary>A process asks the kernel for a device node of a disk, or of the machine's memory; told before it is refused. Once per path.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Path">The node.</param>
/// <param name="IsBlock">True for a disk.</param>
/// <param name="Major">The device's kind.</param>
/// <param name="Minor">Which of them.</param>
internal sealed record DeviceEvent(int Pid, string Path, bool IsBlock, uint Major, uint Minor) : SentinelEvent;

/// <summary>The kernel refused the target something at a limit; told when that is first seen, and again as it grows (each second at most).</summary>
/// <param name="What"><see cref="Processes"/>, <see cref="Memory"/> or <see cref="Files"/>.</param>
/// <param name="Count">How often so far; of files, how many were open.</param>
internal sealed record LimitEvent(string What, long Count) : SentinelEvent
{
    /// <summary>A new process or thread was refused.</summary>
    public const string Processes = "processes";

    /// <summary>A process was killed for want of memory.</summary>
    public const string Memory = "memory";

    /// <summary>A process has as many files open as it may.</summary>
    public const string Files = "files";
}

/// <summary>Reads and writes lines. Generated: no reflection in the native binary.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 8, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(SentinelEvent))]
[JsonSerializable(typeof(SentinelSpec))]
internal sealed partial class SentinelJson : JsonSerializerContext;
