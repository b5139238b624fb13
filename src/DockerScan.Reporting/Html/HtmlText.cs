using System.Text.Encodings.Web;
using System.Text.Unicode;
using DockerScan.Core;

namespace DockerScan.Reporting.Html;

/// <summary>Escapes text for HTML, in elements and in quoted attributes alike.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Escape(string? text, int maxLength = 300) => Encoder.Encode(DisplayText.Clean(text, maxLength));
}
