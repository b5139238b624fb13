using DockerScan.Core.Images;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Tool;

public sealed class TrivyHelpTests
{
    private const string OldHelp = """
        Scan Flags
              --offline-scan            do not issue API requests to identify dependencies
              --scanners strings        comma-separated list (vuln,config,secret,license) (default [vuln,secret])
        Report Flags
          -f, --format string           format
              --list-all-pkgs           enabling the option
          -o, --output string           output file name
              --skip-db-update          skip
              --skip-java-db-update     skip
              --docker-host string      unix domain socket path
              --image-config-scanners strings   comma-separated list (config,secret)
              --image-src strings       image source(s)
              --include-non-failures    include successes and exceptions, available with '--scanners config'
              --vuln-type strings       comma-separated list
              --skip-policy-update      skip
              --cache-dir string        cache
              --timeout duration        timeout
        """;

    [Theory]
    [InlineData("Version: dev\n", "dev")]
    [InlineData("Version: 0.74.0\nVulnerability DB:\n  Version: 2\n", "0.74.0")]
    [InlineData("Version: v0.69.4\r\n", "0.69.4")]
    [InlineData("hello", null)]
    public void Version_Text_IsFound(string text, string? version) => Assert.Equal(version, TrivyHelp.Version(text));

    [Fact]
    public void Quiet_EveryStart_TurnsTelemetryAndVersionCheckOffByVariableToo()
    {
        Assert.Equal("true", TrivyEnvironment.Quiet["TRIVY_DISABLE_TELEMETRY"]);
        Assert.Equal("true", TrivyEnvironment.For("unix:///e.sock")["TRIVY_SKIP_VERSION_CHECK"]);
        Assert.Equal("unix:///e.sock", TrivyEnvironment.For("unix:///e.sock")["DOCKER_HOST"]);
        Assert.DoesNotContain("DOCKER_HOST", TrivyEnvironment.For(null).Keys);
    }

    [Fact]
    public void Flags_FlagInASentence_IsNotOne()
    {
        var flags = TrivyHelp.Flags(StubTrivy.NewHelp);

        Assert.Contains("--format", flags);
        Assert.Contains("--disable-telemetry", flags);
        Assert.DoesNotContain("--removed-flag", flags);
    }

    [Fact]
    public void Scan_OldProgram_GetsOldNames()
    {
        var line = Line(OldHelp);

        Assert.Contains("--scanners vuln,secret,config ", line, StringComparison.Ordinal);
        Assert.Contains("--image-config-scanners config,secret --vuln-type os,library", line, StringComparison.Ordinal);
        Assert.Contains("--skip-policy-update", line, StringComparison.Ordinal);
        Assert.DoesNotContain("--disable-telemetry", line, StringComparison.Ordinal);
        Assert.EndsWith(TrivyBed.ImageId, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_NewProgram_GetsNewNames()
    {
        var line = Line(StubTrivy.NewHelp);

        Assert.Contains("--scanners vuln,secret,misconfig ", line, StringComparison.Ordinal);
        Assert.Contains("--pkg-types os,library", line, StringComparison.Ordinal);
        Assert.Contains("--skip-check-update", line, StringComparison.Ordinal);
        Assert.Contains("--disable-telemetry --skip-version-check", line, StringComparison.Ordinal);
        Assert.Contains("--output … --cache-dir … --image-src docker --timeout 90s", line, StringComparison.Ordinal);
    }

    private static string Line(string help)
    {
        var tool = new TrivyTool
        {
            Path = "/trivy",
            Length = 1,
            WrittenTicks = 1,
            Version = "1",
            Flags = TrivyHelp.Flags(help),
            MisconfigurationName = TrivyHelp.MisconfigurationName(help),
        };
        return TrivyArguments.Describe(TrivyArguments.Scan(tool, "/cache", "/out", TimeSpan.FromSeconds(90), ImageDigest.Parse(TrivyBed.ImageId)));
    }
}
