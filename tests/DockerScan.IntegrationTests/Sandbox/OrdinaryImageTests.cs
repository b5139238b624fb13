namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>Samples that anybody might run.</summary>
[Trait("Category", "Engine")]
public sealed class OrdinaryImageTests(EscapedFrames frames, SandboxHost sandbox)
    : SandboxSampleTests(frames, sandbox), IClassFixture<EscapedFrames>, IClassFixture<SandboxHost>
{
    public static IEnumerable<TheoryDataRow<string>> Names => SandboxSample.Names(sample => sample.Ordinary);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Scan_OrdinaryImage_StaysQuiet(string name) => ScanAsync(name);
}
