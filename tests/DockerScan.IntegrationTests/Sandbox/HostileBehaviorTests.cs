namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>Samples that attack.</summary>
[Trait("Category", "Engine")]
public sealed class HostileBehaviorTests(EscapedFrames frames, SandboxHost sandbox)
    : SandboxSampleTests(frames, sandbox), IClassFixture<EscapedFrames>, IClassFixture<SandboxHost>
{
    public static IEnumerable<TheoryDataRow<string>> Names => SandboxSample.Names(sample => sample is { Ordinary: false, Hostile: false });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Scan_Attacker_IsFound(string name) => ScanAsync(name);
}
