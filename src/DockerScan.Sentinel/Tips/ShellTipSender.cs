using System.Net.Sockets;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tips;

/// <summary>
/// Passes the inspector's events on, and tells the network role of each connection that is a standard stream of a shell or an interpreter.
/// A tip that does not arrive costs a few words of evidence: the shell itself is in the events.
/// </summary>
internal sealed class ShellTipSender(IEventSink next, SaltedHash salt) : IEventSink, IDisposable
{
    private const int MaxShells = 4096;
    private const int MaxTips = 512;
    private const int InputAndOutput = 2;

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox", "toybox", "pwsh", "cmd", "rbash",
    };

    private static readonly string[] Interpreters = ["python", "perl", "ruby", "php", "node", "lua", "tclsh", "expect", "awk", "gawk", "mawk"];

    private readonly Lock _gate = new();
    private readonly HashSet<int> _shells = [];
    private readonly HashSet<ShellTip> _told = [];
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    private readonly UnixDomainSocketEndPoint _place = ShellTip.Place(salt);
    private readonly string _password = ShellTip.Password(salt);

    public void Write(SentinelEvent e)
    {
        next.Write(e);
        switch (e)
        {
            case ProcessEvent process:
                Note(process);
                break;
            case SocketEvent { Protocol: "tcp", IsListening: false, RemoteAddress: { } address, StandardFds.Length: >= InputAndOutput } socket:
                Tell(socket.Pid, new ShellTip(address, socket.RemotePort, socket.LocalPort));
                break;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>True for the program of a shell, or of a language that one can be written in.</summary>
    public static bool IsShell(string? executable)
    {
        var name = executable?[(executable.LastIndexOf('/') + 1)..];
        return name is not null && (Shells.Contains(name) || Array.Exists(Interpreters, each => name.StartsWith(each, StringComparison.Ordinal)));
    }

    private void Note(ProcessEvent process)
    {
        lock (_gate)
        {
            if (!IsShell(process.Executable))
            {
                _shells.Remove(process.Pid);
            }
            else if (_shells.Count < MaxShells)
            {
                _shells.Add(process.Pid);
            }
        }
    }

    private void Tell(int pid, ShellTip tip)
    {
        lock (_gate)
        {
            if (!_shells.Contains(pid) || _told.Count >= MaxTips || !_told.Add(tip))
            {
                return;
            }

            try
            {
                _socket.SendTo(tip.ToBytes(_password), _place);
            }
            catch (SocketException)
            {
                // Nobody listens (another mode of the network), or somebody filled the queue.
                _told.Remove(tip);
            }
        }
    }
}
