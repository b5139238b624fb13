using System.Globalization;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reports;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Json;

/// <summary>A stored result as the public JSON.</summary>
internal sealed class JsonReport(Checklist checklist)
{
    private const int SchemaVersion = 1;

    private readonly Dictionary<string, string> _groups = checklist.Groups.ToDictionary(group => group.Id, group => group.Title.En, StringComparer.Ordinal);

    public byte[] Render(ScanResult result, ReportPaths? paths, string? capture)
        => JsonSerializer.SerializeToUtf8Bytes(Of(result, new ReportsDocument(paths?.Markdown, paths?.Html, paths?.Capture ?? capture)), ScanJson.Default.ScanDocument);

    private ScanDocument Of(ScanResult result, ReportsDocument reports) => new(
        SchemaVersion,
        result.Id.Value,
        Image(result),
        ContractText.Of(result.StartedAt),
        ContractText.Of(result.FinishedAt),
        ContractText.Of(result.Verdict),
        ContractText.Of(result.AtLeast),
        result.Complete,
        [.. result.Stages.Select(Stage)],
        [.. result.Findings.Select(finding => Finding(finding, result.Accepted.Of(finding)))],
        [.. result.Checklist.Select(Line)],
        [.. result.Network.Select(ObservationDocuments.Contact)],
        [.. result.Listeners.Select(ObservationDocuments.Listener)],
        [.. result.Processes.Select(ObservationDocuments.Process)],
        [.. result.Autorun.Select(ObservationDocuments.Autorun)],
        result.SandboxMode is { } mode ? Sandbox(mode, result.SandboxRun) : null,
        reports,
        [.. result.Dropped.Select(ObservationDocuments.Dropped)],
        [.. result.Reputations.Select(ObservationDocuments.Indicator)],
        result.AmendedAt is null ? null : result.Revision,
        result.AmendedAt is { } amended ? ContractText.Of(amended) : null,
        Of(result.Accepted));

    private static ImageDocument Image(ScanResult result) => new(
        result.Reference.Familiar,
        result.Reference.Repository,
        result.Reference.Tag,
        (result.Image is { } image ? image.Digest : result.Reference.Digest)?.Value,
        result.Image?.ImageId.Value,
        result.Platform.ToString(),
        result.Image?.SizeBytes,
        result.OperatingSystem is { } os ? new OperatingSystemDocument(os.Family, os.Name, os.EndOfLife) : null,
        (result.Base ?? (result.Image is { } own ? BaseImage.OfLabel(own) : null)) is { } known ? Base(known, result.Findings) : null);

    private static BaseDocument Base(BaseImage known, IReadOnlyList<Finding> findings) => new(
        known.Reference.ToString(), known.Layers, ContractText.Of(known.Source),
        known.Newer is { } newer
            ? new NewerBaseDocument(newer.Reference.ToString(), newer.Removes is { } gone ? findings.Count(finding => finding.State == FindingState.Open && gone.Contains(finding.Key)) : null, newer.Removes is null ? null : newer.Brings)
            : null);

    private static StageDocument Stage(StageReport stage) => new(
        stage.Id,
        ContractText.Of(stage.Outcome),
        stage.Reason,
        (long)stage.Duration.TotalMilliseconds,
        [.. stage.Gaps.Select(gap => new GapDocument(ContractText.Of(gap.Kind), CheckTable.ChecksTaken(stage.Id, gap.Kind), gap.Detail))],
        stage.Notice is { } notice ? DisplayText.Clean(notice, Gap.MaxDetail) : null);

    private static FindingDocument Finding(Finding finding, Acceptance? acceptance)
    {
        var details = finding.Details;
        return new FindingDocument(
            finding.Key,
            finding.Scanner,
            details.Check,
            details.AlsoChecks,
            details.Id,
            details.Title,
            ContractText.Of(details.Severity),
            ContractText.Of(finding.Risk),
            details.Target,
            details.InstalledVersion,
            details.FixedVersion,
            details.Evidence,
            details.Remediation,
            details.References.Where(reference => SafeLink.Normalize(reference) is not null),
            ContractText.Of(finding.State),
            acceptance is null ? null : Of(acceptance),
            finding.Exploitation is { } known ? new ExploitationDocument(known.KnownSince?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), known.IsRansomware, known.Probability) : null,
            details.SourcePackage,
            details.Layer);
    }

    private static AcceptanceDocument Of(Acceptance one) => new(
        one.Id, ContractText.Of(one.Kind), ContractText.Of(one.Scope), one.Reason, one.Justification, one.Author, ContractText.Of(one.MadeAt),
        one.EndsAt is { } end ? ContractText.Of(end) : null);

    private static AcceptedDocument? Of(AcceptedFindings accepted)
        => accepted.IsUnread || accepted.ByKey.Count > 0 ? new AcceptedDocument(accepted.ByKey.Count, accepted.IsUnread) : null;

    private static SandboxDocument Sandbox(SandboxMode mode, TargetRun? run)
    {
        var words = Vocabulary.In(ReportLanguage.English);
        var warning = mode switch
        {
            SandboxMode.Sinkhole => null,
            SandboxMode.None => words.WithoutNetworkMeans,
            SandboxMode.Open => words.OpenNetworkMeans,
        };
        return new SandboxDocument(ContractText.Of(mode), warning, run is null ? null : ContractText.Of(run.End), run?.RanMs);
    }

    private ChecklistLineDocument Line(ChecklistLine line) => new(
        _groups.GetValueOrDefault(line.Group, line.Group), line.Check, ContractText.Of(line.Result), line.Risk is { } risk ? ContractText.Of(risk) : null, line.Findings);
}
