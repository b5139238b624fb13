using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>What the kernel says of a process. It is asked before a secret is sent: a number of a process, or of a port, is soon somebody else's.</summary>
internal static class LinuxProcess
{
    private const string Listening = "0A";
    private const int StateField = 0;
    private const int StartField = 19;

    // 127.0.0.1 as the kernel prints it: the four bytes as one number of this machine.
    private static readonly string Loopback = BitConverter.IsLittleEndian ? "0100007F" : "7F000001";

    /// <summary>When a process was started, in ticks since the machine was; null when there is none, or only what is left of one that ended.</summary>
    public static long? StartedAt(int id)
    {
        if (TryRead($"/proc/{id}/stat") is not { } text || text.LastIndexOf(')') is not (> 0 and var end))
        {
            return null;
        }

        // The name in brackets can hold anything, brackets and blanks too.
        var fields = text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField && fields[StateField] is not ("Z" or "X")
            && long.TryParse(fields[StartField], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : null;
    }

    /// <summary>True when the process, and nobody beside it, listens on the port, and on 127.0.0.1 alone.</summary>
    public static bool Listens(int id, int port) => Listens(Open(id), port);

    /// <summary>The same of what a process has open.</summary>
    public static bool Listens(IReadOnlyCollection<string> open, int port)
    {
        var sockets = Sockets("/proc/net/tcp", port).Concat(Sockets("/proc/net/tcp6", port)).ToList();
        return sockets is [var (address, inode)] && address == Loopback && open.Contains($"socket:[{inode}]");
    }

    /// <summary>True when the process has a file open whose path ends so.</summary>
    public static bool HasOpen(int id, string ending) => HasOpen(Open(id), ending);

    /// <summary>The same of what a process has open.</summary>
    public static bool HasOpen(IReadOnlyCollection<string> open, string ending) => open.Any(link => link.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>True when the process has a file open for writing whose path ends so, or when that cannot be told.</summary>
    public static bool Writes(int id, string ending)
    {
        try
        {
            return new DirectoryInfo($"/proc/{id}/fd").EnumerateFileSystemInfos()
                .Where(entry => entry.LinkTarget?.EndsWith(ending, StringComparison.Ordinal) == true)
                .Any(entry => IsForWriting(TryRead($"/proc/{id}/fdinfo/{entry.Name}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // "flags:" is the octal number of open(2): its last two bits are how it was opened, 0 for reading only.
    private static bool IsForWriting(string? info)
    {
        const string Name = "flags:";
        var flags = info?.Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..].Trim();
        return flags is not [.., '0' or '4'];
    }

    /// <summary>The bytes of memory that are the process's own, without files; null when that is not known.</summary>
    public static long? OwnBytes(int id)
    {
        const string Name = "RssAnon:";
        var line = TryRead($"/proc/{id}/status")?.Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line?[Name.Length..].Trim().Split(' ') is [var number, ..] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kib) ? kib * 1024 : null;
    }

    /// <summary>Ends a process at once.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
            return;
        }
    }

    private static List<(string Address, string Inode)> Sockets(string table, int port)
    {
        var found = new List<(string, string)>();
        var wanted = port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in (TryRead(table) ?? string.Empty).Split('\n').Skip(1))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, _, Listening, _, _, _, _, _, var inode, ..]
                && local.Split(':') is [var address, var number] && number == wanted)
            {
                found.Add((address, inode));
            }
        }

        return found;
    }

    /// <summary>What a process has open: paths of files, names of sockets.</summary>
    public static IReadOnlyCollection<string> Open(int id)
    {
        var links = new List<string>();
        try
        {
            foreach (var entry in new DirectoryInfo($"/proc/{id}/fd").EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is { } target)
                {
                    links.Add(target);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's: what was seen until then is all that is known.
            return links;
        }

        return links;
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
