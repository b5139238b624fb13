using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Reads what /proc says of a process, with its own buffers: for one thread.</summary>
internal sealed unsafe class ProcessReader
{
    private const int MaxName = 64;
    private const int ShortestCut = 64;
    private const int CutStep = 16;
    private const uint CapabilityVersion3 = 0x20080522;

    private static readonly byte[] DeletedMark = [.. " (deleted)"u8];
    private static readonly byte[] MemoryMark = [.. "/memfd:"u8];

    private readonly byte[] _stat = new byte[1024];
    private readonly byte[] _status = new byte[1024];

    // Links in /proc are at most a page long. The first 4 KiB of a command line say what it is; an event holds less.
    private readonly byte[] _link = new byte[4096 + 32];
    private readonly byte[] _words = new byte[4096];

    /// <summary>Reads its times and parent; false when it is gone.</summary>
    public bool TryReadStat(int pid, out ProcStat stat)
    {
        stat = default;
        var length = ProcFile.Read(pid, "stat"u8, _stat);
        return length > 0 && ProcStat.TryParse(_stat.AsSpan(0, length), out stat);
    }

    /// <summary>Reads all of it; null when it is gone, or no process but a thread of one.</summary>
    public ProcessFacts? Read(int pid, out ProcStat stat)
    {
        if (!TryReadStat(pid, out stat))
        {
            return null;
        }

        var length = ProcFile.Read(pid, "status"u8, _status);
        if (length <= 0 || !ProcStatus.TryParse(_status.AsSpan(0, length), out var status) || status.Group != pid)
        {
            return null;
        }

        var capabilities = Capabilities(pid);
        var link = Math.Max(0, ProcFile.ReadLink(pid, "exe"u8, _link.AsSpan(0, 4096)));
        var words = Math.Max(0, ProcFile.Read(pid, "cmdline"u8, _words));
        var (isDeleted, isMemoryOnly) = Deleted(pid, link);
        var path = _link.AsSpan(0, isDeleted || isMemoryOnly ? link - DeletedMark.Length : link);
        return new ProcessFacts(
            stat.Parent, stat.StartTicks, status.Uid, status.RealUid, capabilities,
            link == 0 ? null : TargetText.Cut(Encoding.UTF8.GetString(path)),
            Command(_words.AsSpan(0, words), _stat.AsSpan(stat.NameStart, stat.NameLength)),
            isDeleted, isMemoryOnly, ImageMark(link, words), RightsMark(status.Uid, capabilities));
    }

    /// <summary>A number for executable and command line, cheap enough for every look; 0 when the process has none any more.</summary>
    public ulong ReadImage(int pid)
    {
        var link = ProcFile.ReadLink(pid, "exe"u8, _link.AsSpan(0, 4096));
        var words = ProcFile.Read(pid, "cmdline"u8, _words);
        return link <= 0 || words < 0 ? 0 : ImageMark(link, words);
    }

    /// <summary>A number for the effective user and capabilities; 0 when the process is gone.</summary>
    /// <remarks>The folder of a process belongs to its effective user. Unlike <c>status</c>, neither call costs more with 65,536 groups.</remarks>
    public static ulong ReadRights(int pid)
    {
        var folder = FileIdentity.Of(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(pid, default));
        return folder is { } found ? RightsMark(found.Uid, Capabilities(pid)) : 0;
    }

    /// <summary>The words of a command line, joined by a space; the name in brackets when there are none.</summary>
    internal static string Command(ReadOnlySpan<byte> commandLine, ReadOnlySpan<byte> name)
    {
        var text = Joined(Encoding.UTF8.GetString(commandLine.TrimEnd((byte)0)));
        return text.Length == 0 ? $"[{TargetText.Cut(Encoding.UTF8.GetString(name), MaxName)}]" : TargetText.Cut(text);
    }

    // A long word must not push those behind it out of what is told: the longest lose their middle.
    private static string Joined(string words)
    {
        if (words.Length <= SentinelSchema.MaxTextChars)
        {
            return words.Replace('\0', ' ');
        }

        var all = words.Split('\0');
        var longest = SentinelSchema.MaxTextChars;
        while (longest > ShortestCut && all.Sum(word => Math.Min(word.Length, longest) + 1) > SentinelSchema.MaxTextChars)
        {
            longest -= CutStep;
        }

        var tail = longest / 3;
        return string.Join(' ', all.Select(word => word.Length <= longest ? word : $"{word[..(longest - tail - 1)]}…{word[^tail..]}"));
    }

    /// <summary>Stands for the link of an executable, as it is read, and the bytes of a command line.</summary>
    internal static ulong ImageMark(ReadOnlySpan<byte> link, ReadOnlySpan<byte> words) => Mark.Add(Mark.Of(link), words);

    private ulong ImageMark(int link, int words) => ImageMark(_link.AsSpan(0, link), _words.AsSpan(0, words));

    internal static ulong RightsMark(int uid, ulong capabilities) => Mark.Add(Mark.Add(1, unchecked((uint)uid)), capabilities);

    internal static ulong Capabilities(int pid)
    {
        var header = stackalloc uint[2] { CapabilityVersion3, (uint)pid };
        var data = stackalloc uint[6];
        return LibC.GetCapabilities(header, data) < 0 ? 0 : data[0] | ((ulong)data[3] << 32);
    }

    // The kernel appends " (deleted)"; a file may really be named so. The file's own links tell: none are left, or the name
    // leads to another file or to none.
    private (bool IsDeleted, bool IsMemoryOnly) Deleted(int pid, int length)
    {
        var link = _link.AsSpan(0, length);
        if (!link.EndsWith(DeletedMark))
        {
            return (false, false);
        }

        Span<byte> buffer = stackalloc byte[ProcPath.MaxLength];
        var file = FileIdentity.Of(new ProcPath(buffer).Of(pid, "exe"u8));
        if (file is not { Links: > 0 })
        {
            var isMemoryOnly = link.StartsWith(MemoryMark);
            return (!isMemoryOnly, isMemoryOnly);
        }

        byte[] named = [.. new ProcPath(buffer).Of(pid, "root"u8)[..^1], .. link, 0];
        return (FileIdentity.Of(named) is not { } other || !other.IsSame(file.Value), false);
    }
}
