using System.Text;
using DockerScan.Core.Health;
using DockerScan.Scanners.Tests.Trivy.Support;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Tool;

[Collection(ChildProcesses.Name)]
public sealed class TrivyToolLocatorTests : IDisposable
{
    private readonly TrivyBed _bed = new(new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.69.4")]
    [InlineData("0.69.5")]
    [InlineData("0.69.6")]
    public async Task LocateAsync_MaliciousByItsModules_IsRefusedAndNeverStarted(string version)
    {
        _bed.WriteStub("exit 0", "dev");
        // Whatever it is asked, a start leaves a trace.
        await File.WriteAllTextAsync(_bed.Options.Path!, $"#!/bin/bash\ntouch {_bed.Folder["started"]}\necho Version: dev\n", Token);
        await AddModulesAsync(version);

        var result = await _bed.Locator.LocateAsync(Token);

        Assert.Null(result.Tool);
        Assert.StartsWith($"Trivy {version} is refused: ", result.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(_bed.Folder["started"]));
        var health = (await _bed.Health.ProbeAsync(Token))[0];
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("CVE-2026-33634", health.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocateAsync_CallsItselfDev_HasTheVersionOfItsModules()
    {
        _bed.WriteStub("exit 0", "dev");
        await AddModulesAsync("0.58.1");

        var tool = (await _bed.Locator.LocateAsync(Token)).Tool;

        Assert.Equal(("0.58.1", "dev", false), (tool?.Version, tool?.Reported, tool?.IsFromNpm));
        var health = (await _bed.Health.ProbeAsync(Token))[0];
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith("version 0.58.1 of December 2024, 23 months old, calls itself dev", health.Detail, StringComparison.Ordinal);
        Assert.Contains("DOCKERSCAN_TRIVY", health.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocateAsync_SaysItsVersion_IsBelievedAndHealthy()
    {
        _bed.WriteStub("exit 0");

        var tool = (await _bed.Locator.LocateAsync(Token)).Tool;

        Assert.Equal(("0.74.0", null), (tool?.Version, tool?.Reported));
        Assert.Equal((HealthStatus.Healthy, "version 0.74.0 of August 2026, 3 months old"), Of((await _bed.Health.ProbeAsync(Token))[0]));
    }

    [Fact]
    public async Task LocateAsync_NobodyKnowsWhichOne_IsDegraded()
    {
        _bed.WriteStub("exit 0", "dev");

        var health = (await _bed.Health.ProbeAsync(Token))[0];

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith("version dev, how old is not known", health.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocateAsync_KeptInAnOlderForm_IsAskedAnew()
    {
        _bed.WriteStub("exit 0");
        await _bed.Locator.LocateAsync(Token);
        var kept = await File.ReadAllTextAsync(_bed.Paths.ToolFile, Token);
        var old = kept.Replace("\"Form\":2,", string.Empty, StringComparison.Ordinal).Replace("0.74.0", "0.12.0", StringComparison.Ordinal);
        Assert.NotEqual(kept, old);
        await File.WriteAllTextAsync(_bed.Paths.ToolFile, old, Token);
        using var other = new TrivyBed(TimeProvider.System, options => options.CacheDirectory = _bed.Options.CacheDirectory);
        other.Options.Path = _bed.Options.Path;

        Assert.Equal("0.74.0", (await other.Locator.LocateAsync(Token)).Tool?.Version);
    }

    [Fact]
    public async Task LocateAsync_EveryStart_HasTelemetryAndVersionCheckOff()
    {
        _bed.WriteStub("exit 0");
        var script = await File.ReadAllTextAsync(_bed.Options.Path!, Token);
        await File.WriteAllTextAsync(
            _bed.Options.Path!, script.Replace("#!/bin/bash\n", $"#!/bin/bash\necho \"$1 $TRIVY_DISABLE_TELEMETRY $TRIVY_SKIP_VERSION_CHECK\" >>{_bed.Folder["seen"]}\n", StringComparison.Ordinal), Token);

        await _bed.Locator.LocateAsync(Token);

        Assert.Equal(["--version true true", "image true true"], (await File.ReadAllLinesAsync(_bed.Folder["seen"], Token)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _bed.Dispose();

    private static (HealthStatus Status, string Detail) Of(HealthReport report) => (report.Status, report.Detail);

    // The list lies at a multiple of 16; the shell has ended before it.
    private async Task AddModulesAsync(string version)
    {
        var script = await File.ReadAllTextAsync(_bed.Options.Path!, Token);
        var text = Encoding.UTF8.GetBytes($"{script}\nexit 0\n");
        byte[] padded = [.. text, .. new byte[(16 - (text.Length % 16)) % 16]];
        await File.WriteAllBytesAsync(_bed.Options.Path!, [.. padded, .. GoBinary.Bytes($"mod\tgithub.com/aquasecurity/trivy\tv{version}\t\n", 0)], Token);
    }
}
