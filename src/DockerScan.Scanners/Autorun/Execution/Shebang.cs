using System.Text;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>The first line of a script as the kernel reads it (fs/binfmt_script.c).</summary>
/// <param name="Interpreter">The interpreter's path, a carriage return included; empty when none is named.</param>
/// <param name="Argument">All that stands behind it, as the one word that the kernel makes of it; null when nothing does.</param>
/// <param name="IsCut">True when the path does not end within what the kernel reads.</param>
internal sealed record Shebang(string Interpreter, string? Argument, bool IsCut)
{
    // BINPRM_BUF_SIZE since Linux 5.1.
    private const int MaxLine = 256;

    public static Shebang? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("#!"u8))
        {
            return null;
        }

        var head = content[2..Math.Min(content.Length, MaxLine)];
        var end = head.IndexOf((byte)'\n');
        // A file that ends without a line end is read to its end.
        var isWhole = end >= 0 || content.Length < MaxLine;
        var line = (end < 0 ? head : head[..end]).Trim(" \t"u8);
        var zero = line.IndexOf((byte)0);
        line = zero < 0 ? line : line[..zero];
        var space = line.IndexOfAny((byte)' ', (byte)'\t');
        var argument = space < 0 ? default : line[space..].Trim(" \t"u8);
        return new Shebang(Encoding.UTF8.GetString(space < 0 ? line : line[..space]), argument.IsEmpty ? null : Encoding.UTF8.GetString(argument), !isWhole && space < 0);
    }
}
