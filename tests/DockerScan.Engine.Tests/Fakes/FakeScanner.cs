using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;

namespace DockerScan.Engine.Tests.Fakes;

internal sealed class FakeScanner(string id) : IImageScanner
{
    public string Id => id;

    public bool IsWaiting { get; set; }

    public string? Data { get; set; }

    public int Runs { get; private set; }

    public TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(1);

    public Func<ScannerInput, CancellationToken, Task<ScannerOutcome>> Scan { get; set; }
        = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new ScannerIdentity(id, "1", Data));

    public TimeSpan GetTimeLimit(TargetImage image) => Limit;

    public Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        Runs++;
        return Scan(input, cancellationToken);
    }
}
