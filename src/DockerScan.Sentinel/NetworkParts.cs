using System.Globalization;
using System.Net.Sockets;
using DockerScan.Sentinel.Capture;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Metadata;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Sink;
using DockerScan.Sentinel.Sink.Tls;
using DockerScan.Sentinel.Tips;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel;

/// <summary>What the network role is made of, in the order in which it must stand.</summary>
internal sealed class NetworkParts(SentinelSpec spec, IEventSink sink, ManualResetEventSlim stop) : IDisposable
{
    private const int StackSize = 256 * 1024;
    private readonly Drops _drops = new(sink);
    private readonly AnswerCredit _credit = new();
    private readonly SaltedHash _salt = new(spec.Salt);
    private readonly SharedFiles _shared = new();
    private PacketCapture? _capture;
    private TcpSink? _tcp;
    private Thread? _tcpThread;
    private ShellTipReceiver? _tips;
    private volatile bool _broken;

    public int OpenConnections => _tcp?.Open ?? 0;

    public void TellDrops() => _drops.Tell();

    public void Start()
    {
        var isSinkhole = spec.Mode switch
        {
            "sinkhole" => true,
            "none" or "open" => false,
            _ => throw new InvalidDataException($"mode '{spec.Mode}' is not sinkhole, none or open"),
        };
        var names = new NameTable();
        var tokens = new TokenSearch(spec);
        Loopback.Up();
        var details = isSinkhole ? Sinkhole(names, tokens) : "redirect4=none redirect6=none";
        _capture = new PacketCapture(spec, sink, names, tokens, _credit, _drops);
        _capture.Start();
        _shared.TellBefore(sink);
        sink.Write(new ReadyEvent($"mode={spec.Mode} {details} capture=packet") { Resolvers = Resolvers.Read() });
    }

    /// <summary>Ends the parts, and writes the last totals and the farewell. False when a part had failed.</summary>
    public bool Finish(int milliseconds)
    {
        _tcp?.Stop();
        if (_tcpThread?.Join(milliseconds) == false)
        {
            Broken("sink", new TimeoutException("the sink did not end in time"));
        }

        _capture?.Stop();
        _drops.Tell();
        _shared.TellAfter(sink);
        if (!_broken)
        {
            sink.Write(new ByeEvent("stopped"));
        }

        return !_broken;
    }

    public void Dispose()
    {
        _tips?.Dispose();
        _shared.Dispose();
    }

    private string Sinkhole(NameTable names, TokenSearch tokens)
    {
        var ipv6 = Loopback.HasIpv6;
        var sockets = SinkSockets.Open(ipv6);
        Loopback.OwnTheWorld(AddressFamily.InterNetwork);
        Redirect.Install(AddressFamily.InterNetwork, sockets);
        if (ipv6)
        {
            Loopback.OwnTheWorld(AddressFamily.InterNetworkV6);
            Redirect.Install(AddressFamily.InterNetworkV6, sockets);
        }

        var check = new SelfCheck(_salt);
        var responder = Listen(names, tokens, sockets, check);
        check.Run(AddressFamily.InterNetwork);
        if (ipv6)
        {
            check.Run(AddressFamily.InterNetworkV6);
        }

        responder.Ready();
        _tcp!.Ready();
        return string.Create(CultureInfo.InvariantCulture, $"redirect4=tproxy redirect6={(ipv6 ? "tproxy" : "none")} tls={(TlsEnd.IsBuiltIn ? "ended" : "none")} sink={sockets.TcpPort} own4={Loopback.Own4} own6={Loopback.Own6}");
    }

    private DnsResponder Listen(NameTable names, TokenSearch tokens, SinkSockets sockets, SelfCheck check)
    {
        var scanner = new TokenScanner(spec, tokens);
        var addresses = new SyntheticAddresses(names, _salt);
        var zone = new DnsZone(names, addresses, _salt, Environment.MachineName.ToLowerInvariant());
        var responder = new DnsResponder(sink, zone, scanner, _drops);
        Background("dns", new DnsServer(sockets.Udp4, AddressFamily.InterNetwork, responder, _salt, _credit, TimeProvider.System, _drops).Run);
        if (sockets.Udp6 is { } udp6)
        {
            Background("dns", new DnsServer(udp6, AddressFamily.InterNetworkV6, responder, _salt, _credit, TimeProvider.System, _drops).Run);
        }

        var chooser = new DialogueChooser(new MetadataService(spec, _salt, TimeProvider.System), responder);
        var reporter = new ConnectionReporter(sink, names, new ConnectionLedger(_drops));
        _tcp = new TcpSink(sockets, chooser, reporter, scanner, addresses, _credit, check, _drops, TlsEnd.IsBuiltIn ? new TlsEnd(_drops, TimeProvider.System) : null, TimeProvider.System);
        _tcpThread = Background("sink", _tcp.Run);
        _tips = new ShellTipReceiver(_salt, _tcp.NoteShell);
        Background("tips", _tips.Run);
        return responder;
    }

    private Thread Background(string part, Action run)
    {
        var thread = new Thread(() => Guard(part, run), StackSize) { IsBackground = true, Name = part };
        thread.Start();
        return thread;
    }

    // The boundary of a thread: an exception that escaped would end the process without a word.
    private void Guard(string part, Action run)
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            Broken(part, e);
        }
    }

    private void Broken(string part, Exception e)
    {
        _broken = true;
        sink.Write(new FailureEvent(part, TargetText.Cut($"{e.GetType().Name}: {e.Message}")));
        stop.Set();
    }
}
