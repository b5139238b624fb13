using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>What a run means.</summary>
/// <param name="Findings">The findings.</param>
/// <param name="Contacts">Whom it tried to reach, most telling first.</param>
/// <param name="Listeners">What it listened on, most telling first.</param>
/// <param name="Processes">What it ran, most telling first.</param>
/// <param name="Dropped">Programs and scripts that were not in the image, what ran first.</param>
/// <param name="Timeline">The run over time.</param>
/// <param name="Completeness">Whether all was seen.</param>
internal sealed record SandboxFindings(
    IReadOnlyList<FindingDraft> Findings,
    IReadOnlyList<NetworkContact> Contacts,
    IReadOnlyList<NetworkListener> Listeners,
    IReadOnlyList<ObservedProcess> Processes,
    IReadOnlyList<DroppedFile> Dropped,
    SandboxTimeline Timeline,
    Completeness Completeness);
