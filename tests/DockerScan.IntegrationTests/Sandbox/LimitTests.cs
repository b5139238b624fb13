namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>Samples that attack the limits: they hold, and what could not be told is said.</summary>
[Trait("Category", "Engine")]
public sealed class LimitTests(EscapedFrames frames, SandboxHost sandbox)
    : SandboxSampleTests(frames, sandbox), IClassFixture<EscapedFrames>, IClassFixture<SandboxHost>
{
    public static IEnumerable<TheoryDataRow<string>> Names => SandboxSample.Names(sample => sample.Hostile);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Scan_Flood_IsBounded(string name) => ScanAsync(name);
}
