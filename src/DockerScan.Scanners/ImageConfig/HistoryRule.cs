using System.Globalization;
using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.Autorun.Text;
using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Build steps that ran what they had just downloaded, or added files from the network unchecked.</summary>
/// <remarks>Medium at most: the step is past, and what it left in the image is scanned by itself; but nobody can tell what it was.</remarks>
internal sealed partial class HistoryRule(SignatureSet signatures) : IImageConfigRule
{
    public const int MaxSteps = 1000;
    private const string Category = "download-and-run";
    private const int MaxShown = 1000;
    private const int MaxLines = 5;
    private const int MaxBegin = 200;

    // These save to a file first, so a checksum or a signature in the same step can have been checked in time.
    private static readonly HashSet<string> CheckableIds = ["download-and-run.save-and-execute", "download-and-run.save-and-interpret", RawAddressId];

    private static readonly LinePattern Checksum = new(
        @"\b(?:sha(?:1|224|256|384|512)|md5|b2)sum\s(?:[^;&|]*\s)?(?:-[a-zA-Z]*c|--check)\b|\bshasum\s[^;&|]*-c\b|\bgpgv?2?\s[^;&|]*--verify\b|\bgpgv\s|\b(?:minisign\s+-V|cosign\s+verify|signify\s+-V)");

    private const string RawAddressId = "download-and-run.raw-address";

    private readonly IReadOnlyList<ScriptSignature> _signatures = [.. signatures.Scripts.Where(signature => signature.Category == Category)];

    /// <summary>The lines that cannot be read whole: their numbers, from 1, and why.</summary>
    public static IEnumerable<(int Number, string Why, string Line)> Unreadable(ImageConfiguration configuration)
        => configuration.History.Take(MaxSteps).Select((step, index) => (Number: index + 1, Why: HistoryStep.WhyUnreadable(step.CreatedBy), Line: step.CreatedBy))
            .Where(line => line.Why is not null).Select(line => (line.Number, line.Why!, line.Line));

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        if (OfUnreadable(input.Configuration) is { } unreadable)
        {
            yield return unreadable;
        }

        foreach (var entry in input.Configuration.History.Take(MaxSteps))
        {
            var step = HistoryStep.Parse(entry.CreatedBy);
            var finding = step.Instruction switch
            {
                "RUN" => Run(step),
                "ADD" when RemoteAdd().IsMatch(step.Body) && !step.Body.Contains("--checksum=", StringComparison.Ordinal)
                    => Draft(step, "history-remote-add", Severity.Low, "A build step added a file from the network without a checksum", null),
                _ => null,
            };
            if (finding is not null)
            {
                yield return finding;
            }
        }
    }

    // One for the image: which line it is moves with every build.
    private static FindingDraft? OfUnreadable(ImageConfiguration configuration)
    {
        var lines = Unreadable(configuration).Take(MaxLines).ToList();
        return lines.Count == 0 ? null : Drafts.Make(
            CheckIds.Misconfiguration, "history-unreadable", Severity.Medium, "The image's history is made to be unreadable", "history",
            string.Join("; ", lines.Select(line => string.Create(CultureInfo.InvariantCulture,
                $"line {line.Number}: {line.Why}: {DisplayText.Clean(Masking.Assignments(line.Line[..Math.Min(line.Line.Length, MaxBegin)]), MaxBegin)}"))),
            "Find out what the build step does and who wrote it; nobody writes such a line by hand, and it hides what stands in it from people and tools.");
    }

    private FindingDraft? Run(HistoryStep step)
    {
        var body = LongData.Squeeze(step.Body);
        var hits = ScriptText.Matches(_signatures, body).Select(match => match.Signature).DistinctBy(signature => signature.Id).ToList();
        if (hits.Exists(signature => CheckableIds.Contains(signature.Id)) && Checksum.IsMatch(body))
        {
            hits.RemoveAll(signature => CheckableIds.Contains(signature.Id));
        }

        if (hits.Count == 0)
        {
            return null;
        }

        return hits.TrueForAll(hit => hit.Id == RawAddressId)
            ? Draft(step, "history-raw-address", Severity.Low, "A build step downloaded from a bare public address without a checksum", hits)
            : Draft(step, "history-download-and-run", Severity.Medium, "A build step ran what it had just downloaded", hits);
    }

    // The line is the location: two such steps are two findings, and a rebuild keeps them the same.
    private static FindingDraft Draft(HistoryStep step, string id, Severity severity, string title, IReadOnlyList<ScriptSignature>? hits)
    {
        var shown = DisplayText.Clean(Masking.Assignments(step.Instruction + " " + step.Body), MaxShown);
        var evidence = hits is null ? shown : $"{shown} ({string.Join(", ", hits.Select(hit => hit.Id))})";
        return Drafts.Make(CheckIds.Misconfiguration, id, severity, title, DisplayText.Clean(shown, 200), evidence,
            "Download to a file, check its SHA-256, then run it; or install a signed package.");
    }

    [GeneratedRegex(@"(?:^|\s)(?:https?|ftp)://", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RemoteAdd();
}
