using System.Text;
using System.Text.RegularExpressions;

namespace DockerScan.TestKit;

/// <summary>The parts of a form with files.</summary>
internal static partial class FormParts
{
    /// <summary>Each part's header lines and its bytes; null when the body is no such form.</summary>
    public static IReadOnlyList<(string Head, byte[] Content)>? Read(string? contentType, byte[] body)
        => contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
            // One byte, one character: files may be anything.
            ? [.. Encoding.Latin1.GetString(body).Split("--" + Boundary().Match(contentType).Groups["boundary"].Value).Select(Part).OfType<(string, byte[])>()]
            : null;

    private static (string Head, byte[] Content)? Part(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var content = text[(end + 4)..];
        return (text[..end], Encoding.Latin1.GetBytes(content.EndsWith("\r\n", StringComparison.Ordinal) ? content[..^2] : content));
    }

    [GeneratedRegex("boundary=\"?(?<boundary>[^\";]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boundary();
}
