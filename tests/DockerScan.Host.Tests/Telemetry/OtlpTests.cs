using DockerScan.Core;
using DockerScan.Core.Telemetry;
using DockerScan.Host.Telemetry;
using DockerScan.Host.Tests.Web;

namespace DockerScan.Host.Tests.Telemetry;

public sealed class OtlpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ScanWithAStage_ArrivesAsMetricsAndSpansWithoutAnImage()
    {
        await using var collector = await LoopbackCollector.StartAsync(Token);
        // What waits is sent when the program ends.
        await using (var app = await ServedApp.StartAsync(Token, $$""", "Telemetry": { "OtlpUrl": "{{collector.Address}}", "OtlpProtocol": "Http", "OtlpHeaders": "x-token=letmein" }"""))
        {
            app.Get<NodeMetrics>().ScanStarted();
            app.Get<NodeMetrics>().ScanEnded("complete", TimeSpan.FromSeconds(1));
            using var scan = NodeTraces.StartScan(ScanId.Parse("scan000001"), attempt: 1);
            NodeTraces.Stage("trivy", "completed", TimeSpan.FromSeconds(1), TimeProvider.System.GetUtcNow());
        }

        Assert.Contains("dockerscan.scans", collector.Of("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("dockerscan.ready", collector.Of("/v1/metrics"), StringComparison.Ordinal);
        var traces = collector.Of("/v1/traces");
        Assert.Contains("scan000001", traces, StringComparison.Ordinal);
        Assert.Contains("stage trivy", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("redis", traces, StringComparison.Ordinal);
        Assert.All(collector.Received, each => Assert.Equal("letmein", each.Token));
    }

    [Theory]
    [InlineData("collector:4317", "Telemetry:OtlpUrl must be")]
    [InlineData("ftp://collector", "Telemetry:OtlpUrl must be")]
    [InlineData("http://user:password@collector", "Telemetry:OtlpUrl must be")]
    [InlineData("http://collector:4317", null)]
    [InlineData("", null)]
    public void Validate_Address_IsRefusedInOneLineThatDoesNotRepeatIt(string url, string? expected)
    {
        var failures = new TelemetryOptionsValidator().Validate(null, new TelemetryOptions { OtlpUrl = url }).Failures?.ToList() ?? [];

        Assert.Equal(expected is null ? 0 : 1, failures.Count);
        Assert.All(failures, failure => Assert.StartsWith(expected!, failure, StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_HeadersWithoutNames_AreRefusedWithoutTheirText()
    {
        var failure = Assert.Single(new TelemetryOptionsValidator().Validate(null, new TelemetryOptions { OtlpHeaders = "letmein" }).Failures!);

        Assert.Equal("Telemetry:OtlpHeaders must be name=value, with commas between several", failure);
    }
}
