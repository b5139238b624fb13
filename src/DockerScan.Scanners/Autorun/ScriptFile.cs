using DockerScan.Core.Content;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Autorun.Elf;

namespace DockerScan.Scanners.Autorun;

/// <summary>A file read as a script.</summary>
/// <param name="Text">Its text; zero bytes are left out, as shells leave them out.</param>
/// <param name="Interpreter">The words behind <c>#!</c>; empty without one.</param>
internal sealed record ScriptFile(string Text, IReadOnlyList<string> Interpreter)
{
    /// <summary>How much of a file that looks like no script is read as one all the same, in bytes.</summary>
    public const int MaxOther = 128 * 1024;

    // Linux's own bound (BINPRM_BUF_SIZE).
    private const int MaxFirstLine = 256;
    private const int Head = 1024;

    public static AutorunKind KindOf(ReadOnlySpan<byte> content)
    {
        if (ElfImage.IsElf(content))
        {
            return AutorunKind.Elf;
        }

        var head = content[..Math.Min(content.Length, Head)];
        return content.StartsWith("#!"u8) || (!head.IsEmpty && head.IndexOf((byte)0) < 0) ? AutorunKind.Script : AutorunKind.Other;
    }

    public static ScriptFile Read(ReadOnlySpan<byte> content, int maxBytes)
    {
        var text = PathBytes.Decode(content[..Math.Min(content.Length, maxBytes)]).TrimStart('\uFEFF').Replace("\0", string.Empty, StringComparison.Ordinal);
        return new ScriptFile(text, FirstLine(text));
    }

    private static string[] FirstLine(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return [];
        }

        var head = text.AsSpan(2, Math.Min(text.Length - 2, MaxFirstLine));
        var end = head.IndexOfAny('\r', '\n');
        return (end < 0 ? head : head[..end]).ToString().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }
}
