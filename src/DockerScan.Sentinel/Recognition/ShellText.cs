namespace DockerScan.Sentinel.Recognition;

/// <summary>What a shell says when somebody else holds its ends.</summary>
internal static class ShellText
{
    private static readonly (byte[] Mark, string Words)[] Marks =
    [
        ("uid="u8.ToArray(), "the answer of id"),
        ("can't access tty; job control turned off"u8.ToArray(), "a shell without a terminal"),
        ("no job control in this shell"u8.ToArray(), "bash without a terminal"),
        ("cannot set terminal process group"u8.ToArray(), "bash without a terminal"),
    ];

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        foreach (var (mark, words) in Marks)
        {
            // "uid=" counts with "gid=" only: it is a usual word in web requests.
            if (bytes.IndexOf(mark) >= 0 && (mark.Length > 4 || bytes.IndexOf(" gid="u8) >= 0))
            {
                return new Recognition { Application = "shell", Summary = $"A shell: {words}", Details = { ["text"] = Recognizer.Detail(bytes) } };
            }
        }

        var trimmed = bytes.TrimEnd((byte)' ');
        var isPrompt = bytes.Length is > 1 and < 128 && trimmed.Length < bytes.Length && trimmed.Length > 0
            && trimmed[^1] is (byte)'$' or (byte)'#' or (byte)'>';
        return isPrompt
            ? new Recognition { Application = "shell", Summary = "A shell: its prompt", Details = { ["text"] = Recognizer.Detail(bytes) } }
            : null;
    }
}
