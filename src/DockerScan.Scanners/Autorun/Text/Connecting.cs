using System.Buffers;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Lines that may open a connection. Only a line with one begins a window; the rest of a script is not matched twice.</summary>
internal static class Connecting
{
    private static readonly SearchValues<string> Names = SearchValues.Create(
        ["/dev/tcp/", "/dev/udp/", "socket", "fsockopen", "net.connect", "createConnection", "create_connection", "coproc"], StringComparison.OrdinalIgnoreCase);

    /// <summary>True when such a word stands in a line.</summary>
    public static bool IsIn(ReadOnlySpan<char> line) => line.ContainsAny(Names);
}
