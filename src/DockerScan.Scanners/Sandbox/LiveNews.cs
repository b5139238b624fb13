using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// Tells what is seen at the moment that it is: each kind once, and nothing that says less than what was told. It only tells; what it means is
/// judged by the rules when all is seen. Safe to use from several readers.
/// </summary>
internal sealed class LiveNews(IProgress<StageNews> news)
{
    private const int MaxSubject = 80;
    private const int MaxProcesses = 1000;
    private const int DnsPort = 53;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, string> _programs = [];
    private NewsKind _told = NewsKind.Line;

    /// <summary>Looks at one event.</summary>
    public void See(SentinelEvent seen)
    {
        switch (seen)
        {
            case ProcessEvent process:
                Know(process);
                break;
            case TokenEvent token:
                Tell(NewsKind.TokenSent, null, token.Address, token.Port);
                break;
            case ConnectionEvent connection:
                Tell(KindOf(connection), connection.Domain, connection.Address, connection.Port);
                break;
            case FlowEvent { Port: not DnsPort, Protocol: "tcp" or "udp" or "icmp" } flow:
                Tell(NewsKind.Contact, flow.Domain, flow.Address, flow.Port);
                break;
            case SocketEvent { IsListening: false, RemoteAddress: { } remote } socket when socket.StandardFds.Length >= 2 && IsShell(socket.Pid):
                Tell(NewsKind.Shell, null, remote, socket.RemotePort);
                break;
            default:
                break;
        }
    }

    private static NewsKind KindOf(ConnectionEvent connection) => connection.Application switch
    {
        "stratum" => NewsKind.MinerLogin,
        "shell" => NewsKind.Shell,
        _ => NewsKind.Contact,
    };

    private void Tell(NewsKind kind, string? domain, string address, int port)
    {
        var place = Addresses.Normalize(address);
        if (Addresses.IsLoopback(place) || Addresses.IsDiscovery(place))
        {
            return;
        }

        lock (_gate)
        {
            if (kind <= _told)
            {
                return;
            }

            _told = kind;
            // Inside, so that what tells more comes last.
            news.Report(new StageNews(kind, DisplayText.Clean(Endpoint(domain, place, port), MaxSubject)));
        }
    }

    private static string Endpoint(string? domain, string address, int port)
        => domain is null ? Addresses.Endpoint(address, port)
            : port == 0 ? domain : string.Create(CultureInfo.InvariantCulture, $"{domain}:{port}");

    private void Know(ProcessEvent process)
    {
        lock (_gate)
        {
            // A number is used again when all were: the newest counts.
            if (_programs.Count < MaxProcesses || _programs.ContainsKey(process.Pid))
            {
                _programs[process.Pid] = ProcessInstance.CalledName(process);
            }
        }
    }

    private bool IsShell(int pid)
    {
        lock (_gate)
        {
            return _programs.TryGetValue(pid, out var name) && InvocationReader.Shells.Contains(name);
        }
    }
}
