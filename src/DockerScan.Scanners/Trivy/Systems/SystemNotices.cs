using System.Text.RegularExpressions;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>What Trivy's log says of the operating system.</summary>
/// <param name="IsUnsupported">It has no advisories for this system.</param>
/// <param name="IsUnknownRelease">It does not know this release. Trivy before 0.46 then writes at the same time that its support ended.</param>
internal sealed partial record SystemNotices(bool IsUnsupported, bool IsUnknownRelease)
{
    /// <summary>Reads a log, of old releases (<c>unsupported os : fedora</c>) and new (<c>Unsupported os  family="fedora"</c>). Nothing of its text leaves here.</summary>
    public static SystemNotices Read(string log)
    {
        var plain = Escape().Replace(log, string.Empty);
        return new SystemNotices(Unsupported().IsMatch(plain), UnknownRelease().IsMatch(plain));
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();

    [GeneratedRegex(@"\bunsupported os\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Unsupported();

    [GeneratedRegex(@"\bThis OS version is not on the EOL list\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UnknownRelease();
}
