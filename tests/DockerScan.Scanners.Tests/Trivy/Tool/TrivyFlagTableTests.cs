using System.Globalization;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Tool;

/// <summary>Which flags each Trivy gets. An unknown flag ends Trivy, and one that is missing changes what is looked for.</summary>
public sealed class TrivyFlagTableTests
{
    private const int Always = 44;
    private const int Last = 74;

    // Flag, the first 0.MINOR that has it in its help, and the last. Source: the command line references of the releases' tags.
    private static readonly (string Flag, int Since, int Until)[] Table =
    [
        ("--format", Always, Last), ("--output", Always, Last), ("--cache-dir", Always, Last), ("--image-src", Always, Last), ("--timeout", Always, Last),
        ("--scanners", Always, Last), ("--list-all-pkgs", Always, Last), ("--image-config-scanners", Always, Last), ("--offline-scan", Always, Last),
        ("--skip-db-update", Always, Last), ("--skip-java-db-update", Always, Last),
        ("--no-progress", Always, Last), ("--vuln-type", Always, 53), ("--pkg-types", 54, Last), ("--skip-policy-update", Always, 50),
        ("--skip-check-update", 51, Last), ("--disable-telemetry", 63, Last), ("--skip-version-check", 63, Last), ("--reset", Always, 52),
    ];

    [Theory]
    [InlineData(44, "--scanners vuln,secret,config --list-all-pkgs --image-config-scanners config,secret --vuln-type os,library --offline-scan --skip-db-update --skip-java-db-update --skip-policy-update --no-progress")]
    [InlineData(47, "--scanners vuln,secret,config --list-all-pkgs --image-config-scanners config,secret --vuln-type os,library --offline-scan --skip-db-update --skip-java-db-update --skip-policy-update --no-progress")]
    [InlineData(48, "--scanners vuln,secret,misconfig --list-all-pkgs --image-config-scanners misconfig,secret --vuln-type os,library --offline-scan --skip-db-update --skip-java-db-update --skip-policy-update --no-progress")]
    [InlineData(51, "--scanners vuln,secret,misconfig --list-all-pkgs --image-config-scanners misconfig,secret --vuln-type os,library --offline-scan --skip-db-update --skip-java-db-update --skip-check-update --no-progress")]
    [InlineData(54, "--scanners vuln,secret,misconfig --list-all-pkgs --image-config-scanners misconfig,secret --pkg-types os,library --offline-scan --skip-db-update --skip-java-db-update --skip-check-update --no-progress")]
    [InlineData(62, "--scanners vuln,secret,misconfig --list-all-pkgs --image-config-scanners misconfig,secret --pkg-types os,library --offline-scan --skip-db-update --skip-java-db-update --skip-check-update --no-progress")]
    [InlineData(63, "--scanners vuln,secret,misconfig --list-all-pkgs --image-config-scanners misconfig,secret --pkg-types os,library --offline-scan --skip-db-update --skip-java-db-update --skip-check-update --no-progress --disable-telemetry --skip-version-check")]
    [InlineData(74, "--scanners vuln,secret,misconfig --list-all-pkgs --image-config-scanners misconfig,secret --pkg-types os,library --offline-scan --skip-db-update --skip-java-db-update --skip-check-update --no-progress --disable-telemetry --skip-version-check")]
    public void Scan_Release_GetsItsFlags(int minor, string flags)
    {
        var arguments = TrivyArguments.Scan(Tool(minor), "/cache", "/out", TimeSpan.FromSeconds(90), ImageDigest.Parse(TrivyBed.ImageId));

        Assert.Equal(
            $"image --format json --output /out --cache-dir /cache --image-src docker --timeout 90s {flags} {TrivyBed.ImageId}", string.Join(' ', arguments));
    }

    [Fact]
    public void Any_EveryRelease_NeverGetsAFlagThatItLacks()
    {
        for (var minor = Always; minor <= Last; minor++)
        {
            var tool = Tool(minor);
            Assert.All(TrivyArguments.Required, flag => Assert.True(tool.Has(flag), flag));
            foreach (var arguments in (IReadOnlyList<string>[])
            [
                TrivyArguments.Scan(tool, "/cache", "/out", TimeSpan.FromSeconds(1), ImageDigest.Parse(TrivyBed.ImageId)),
                TrivyArguments.Scan(tool, "/cache", "/out", TimeSpan.FromSeconds(1), ImageDigest.Parse(TrivyBed.ImageId), hasDatabase: false),
            ])
            {
                // "--exit-code" and "--exit-on-eol" would make findings look like a failure.
                Assert.All(arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)), flag => Assert.Contains(Table, row => row.Flag == flag && row.Since <= minor && minor <= row.Until));
                Assert.Equal(minor >= 63, arguments.Contains("--disable-telemetry") && arguments.Contains("--skip-version-check"));
            }
        }
    }

    private static TrivyTool Tool(int minor)
    {
        var help = new StringBuilder("Usage:\n  trivy image [flags] IMAGE_NAME\n\nFlags\n");
        foreach (var (flag, since, until) in Table.Where(row => row.Since <= minor && minor <= row.Until))
        {
            var values = flag == "--scanners" ? $" (vuln,{(minor < 48 ? "config" : "misconfig")},secret,license)" : string.Empty;
            help.Append(CultureInfo.InvariantCulture, $"      {flag} strings   what it is for, since {since} until {until}{values}\n");
        }

        return new TrivyTool
        {
            Path = "/trivy",
            Length = 1,
            WrittenTicks = 1,
            Version = string.Create(CultureInfo.InvariantCulture, $"0.{minor}.0"),
            Flags = TrivyHelp.Flags(help.ToString()),
            MisconfigurationName = TrivyHelp.MisconfigurationName(help.ToString()),
        };
    }
}
