using System.Text;
using System.Text.RegularExpressions;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>What Trivy's log says of the operating system.</summary>
/// <param name="IsUnsupported">It has no advisories for this system.</param>
/// <param name="IsUnknownRelease">It does not know this release. Trivy before 0.46 then writes at the same time that its support ended.</param>
internal sealed partial record SystemNotices(bool IsUnsupported, bool IsUnknownRelease)
{
    /// <summary>Reads a log, of old releases (<c>unsupported os : fedora</c>) and new (<c>Unsupported os  family="fedora"</c>). Nothing of its text leaves here.</summary>
    public static SystemNotices Read(string log)
    {
        // Hardly a log says either: then no pattern is built.
        var plain = TrivyMessages.WithoutColours(log);
        return new SystemNotices(May(plain, "unsupported os") && Unsupported().IsMatch(plain), May(plain, "not on the eol list") && UnknownRelease().IsMatch(plain));
    }

    // Some letters outside ASCII are taken for letters inside when case is ignored.
    private static bool May(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase) || !Ascii.IsValid(text);

    [GeneratedRegex(@"\bunsupported os\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Unsupported();

    [GeneratedRegex(@"\bThis OS version is not on the EOL list\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UnknownRelease();
}
