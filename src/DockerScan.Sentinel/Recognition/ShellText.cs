using System.Text;

namespace DockerScan.Sentinel.Recognition;

/// <summary>What a shell says when somebody else holds its ends. Read by hand: one pass, whatever the bytes are.</summary>
internal static class ShellText
{
    private const int MaxText = 2048;
    private const int MaxPrompt = 240;
    private const char Escape = '\x1b';

    private static readonly string[] NoTerminal =
        ["can't access tty; job control turned off", "no job control in this shell", "cannot set terminal process group", "not a tty, no job control"];

    private static readonly string[] Greetings = ["BusyBox v", "Microsoft Windows [Version", "Windows PowerShell", "PowerShell 7"];

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        // Text only; a prompt may have colours and a title, so escape and bell belong to it.
        var head = bytes[..Math.Min(bytes.Length, MaxText)];
        if (head.IsEmpty || head.IndexOfAnyInRange((byte)0, (byte)6) >= 0)
        {
            return null;
        }

        var text = WithoutEscapes(Encoding.Latin1.GetString(head));
        var words = IsAnswerOfId(text) ? "the answer of id"
            : NoTerminal.Any(text.Contains) ? "it has no terminal"
            : text.Split('\n').Any(IsNotFound) ? "it does not know a command"
            : Greetings.Any(each => text.TrimStart().StartsWith(each, StringComparison.Ordinal)) ? "its greeting"
            : IsPrompt(text[(text.LastIndexOf('\n') + 1)..]) ? "its prompt"
            : null;
        return words is null ? null : new Facts("shell").Add("text", text).Say($"A shell: {words}");
    }

    /// <summary>Without colours (ESC [ … letter) and titles (ESC ] … BEL).</summary>
    private static string WithoutEscapes(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != Escape || i + 1 == text.Length)
            {
                clean.Append(text[i]);
                continue;
            }

            var isTitle = text[++i] == ']';
            while (i + 1 < text.Length && (isTitle ? text[i] is not ('\a' or '\\') : text[i] == '[' || !char.IsAsciiLetter(text[i])))
            {
                i++;
            }
        }

        return clean.ToString();
    }

    // uid=0(root) gid=0(root): at the beginning of a line or behind a prompt, not in the middle of an address.
    private static bool IsAnswerOfId(string text)
    {
        for (var at = text.IndexOf("uid=", StringComparison.Ordinal); at >= 0; at = text.IndexOf("uid=", at + 4, StringComparison.Ordinal))
        {
            var end = at + 4;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var hasNumber = end > at + 4;
            if (end < text.Length && text[end] == '(')
            {
                var close = text.IndexOf(')', end);
                end = close < 0 ? text.Length : close + 1;
            }

            if (hasNumber && (at == 0 || text[at - 1] is '\n' or ' ' or '>') && string.CompareOrdinal(text, end, " gid=", 0, 5) == 0)
            {
                return true;
            }
        }

        return false;
    }

    // sh: 1: id: not found · bash: line 1: id: command not found · /bin/ash: id: not found · -bash: id: command not found
    private static bool IsNotFound(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var name = colon < 0 ? string.Empty : line[..colon];
        return line.TrimEnd().EndsWith(" not found", StringComparison.Ordinal) && name.EndsWith("sh", StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal);
    }

    /// <summary><c>$ </c>, <c>sh-5.2# </c>, <c>root@web:/# </c>, <c>/ # </c>, <c>[root@web ~]# </c>, <c>C:\&gt;</c>, <c>PS /root&gt; </c> as the last line.</summary>
    private static bool IsPrompt(string line)
    {
        var prompt = line.TrimEnd(' ');
        if (prompt.Length == 0 || line.Length > MaxPrompt || line.Length - prompt.Length > 1 || prompt.Any(c => c is < ' ' or > '~'))
        {
            return false;
        }

        var before = prompt[..^1];
        return prompt[^1] switch
        {
            '>' => before.StartsWith("PS ", StringComparison.Ordinal) || (before.Length > 2 && char.IsAsciiLetterUpper(before[0]) && before[1..].StartsWith(":\\", StringComparison.Ordinal)),
            '$' or '#' => line.Length > prompt.Length && IsPlace(before.TrimStart()),
            _ => false,
        };
    }

    private static bool IsPlace(string before) => before.Length == 0
        || (before[0] is '/' or '~' && before.EndsWith(' '))
        || (before[0] == '[' && before[^1] == ']')
        || (before.IndexOf('@', StringComparison.Ordinal) is > 0 and < 64 && before.AsSpan().TrimEnd().IndexOf(' ') < 0)
        || (before.IndexOf("sh-", StringComparison.Ordinal) is >= 0 and < 8 && char.IsAsciiDigit(before[^1]));
}
