using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Build steps that ran what they had just downloaded.</summary>
internal sealed partial class HistoryRule : IImageConfigRule
{
    private const int MaxLines = 500;
    private const int MaxLength = 20_000;

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        foreach (var entry in input.Configuration.History.Take(MaxLines))
        {
            var line = entry.CreatedBy.Length > MaxLength ? entry.CreatedBy[..MaxLength] : entry.CreatedBy;
            var (id, severity, title) = FetchAndRun().IsMatch(line)
                ? ("history-download-and-run", Severity.Medium, "A build step ran what it had just downloaded")
                : RemoteAdd().IsMatch(line) ? ("history-remote-add", Severity.Low, "A build step added a file from the network without a checksum") : (null, Severity.Unknown, string.Empty);
            if (id is not null)
            {
                // The line is the location: two such steps are two findings, and a rebuild keeps them the same.
                var shown = Masking.Apply(DisplayText.Clean(line, 1000));
                yield return Drafts.Make(CheckIds.Misconfiguration, id, severity, title, DisplayText.Clean(shown, 200), shown,
                    "Download to a file, check its SHA-256, then run it; or install a signed package.");
            }
        }
    }

    [GeneratedRegex(@"(?:curl|wget)\s[^|;&]*(?:https?|ftp)://[^|;&]*(?:\|[^|;&]*)*\|\s*(?:sudo\s+)?(?:/\S*/)?(?:ba|da|z|a|k)?(?:sh|python[0-9.]*|perl|ruby|node)\b|(?:ba|da|z)?sh\s+(?:-c\s+)?[""']?(?:\$\(|<\()\s*(?:curl|wget)\s", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex FetchAndRun();

    [GeneratedRegex(@"\bADD\s+(?:--[^\s]+\s+)*https?://", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex RemoteAdd();
}
