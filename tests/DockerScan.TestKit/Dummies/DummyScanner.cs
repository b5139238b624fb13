using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;

namespace DockerScan.TestKit.Dummies;

/// <summary>The least that a scanner is: it finds one thing in every image.</summary>
internal sealed class DummyScanner : IImageScanner
{
    public string Id => "dummy";

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new ScannerIdentity(Id, "1", Data: null));

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromMinutes(1);

    public Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
        => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Findings = [Draft(input.Image)] });

    private static FindingDraft Draft(TargetImage image) => new()
    {
        Check = CheckIds.SecretFile,
        Id = "dummy-1",
        KeyClass = CheckIds.SecretFile,
        Location = "/dummy",
        Title = "A dummy found something",
        Severity = Severity.Critical,
        Target = image.Reference.Familiar,
        Evidence = "it always does",
        Remediation = "leave the dummy out",
    };
}
