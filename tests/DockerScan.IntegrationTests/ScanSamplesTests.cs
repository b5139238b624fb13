using System.Text.Json;

namespace DockerScan.IntegrationTests;

/// <summary>The whole way on real parts: engine, Trivy, its database, SQLite, reports on disk.</summary>
[Trait("Category", "Engine")]
public sealed class ScanSamplesTests : IDisposable
{
    private readonly HostProcess _host = new();

    public ScanSamplesTests() => HostProcess.RequireParts();

    [Fact]
    public async Task Scan_Good_HasNothingButAReviewAndReportsWhereTheyWereAskedFor()
    {
        var output = Path.Combine(_host.Data, "out");

        var (exit, result) = await _host.ScanAsync("dockerscan/sample-good", "--no-sandbox", "--output", output);

        Assert.Equal(0, exit);
        Assert.Equal("low", result.GetProperty("verdict").GetString());
        Assert.True(result.GetProperty("complete").GetBoolean());
        // FROM scratch: there is no package that could vouch for its program.
        Assert.Equal(["unvouched"], Ids(result));
        Assert.Equal(Path.Combine(output, "report.html"), result.GetProperty("reports").GetProperty("html").GetString());
        Assert.All((string[])["report.html", "report.md", "report.json"], file => Assert.True(File.Exists(Path.Combine(output, file)), file));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Data, "reports")));
    }

    [Fact]
    public async Task Scan_ReportFolderCannotBeWritten_AnswerIsThereAndSaysSo()
    {
        var (_, first) = await _host.ScanAsync("dockerscan/sample-bad", "--no-sandbox");
        await File.WriteAllTextAsync(Path.Combine(_host.Data, "reports", Id(first)!), "a file where the folder goes", TestContext.Current.CancellationToken);

        var (exit, output, error) = await _host.RunAsync("scan", "dockerscan/sample-bad", "--no-sandbox");

        Assert.Equal(1, exit);
        Assert.Contains("HIGH RISK", output, StringComparison.Ordinal);
        Assert.Contains($"dockerscan: no report: The reports could not be written to {Path.Combine(_host.Data, "reports", Id(first)!)}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_StoredScan_IsWrittenAgainInTheAskersLanguage()
    {
        var (_, result) = await _host.ScanAsync("dockerscan/sample-bad", "--no-sandbox");

        var (exit, json, _) = await _host.RunAsync("report", Id(result)![..6], "--json");

        Assert.Equal(0, exit);
        Assert.Equal(result.GetRawText(), JsonDocument.Parse(json).RootElement.GetRawText());
        Assert.Contains("<html lang=\"ko\">", await _host.ReportAsync(result, "report.html", "ko"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", await _host.ReportAsync(result, "report.html"), StringComparison.Ordinal);
        Assert.Equal(64, (await _host.RunAsync("report", "nosuchscan11")).Exit);
    }

    [Fact]
    public async Task Scan_Bad_FindsWhatIsInItAndShowsNoSecret()
    {
        var (exit, result) = await _host.ScanAsync("dockerscan/sample-bad", "--no-sandbox");

        Assert.Equal(1, exit);
        Assert.Equal("high", result.GetProperty("verdict").GetString());
        string[] expected =
        [
            "CVE-2023-45853", "CVE-2021-44906", "CVE-2020-14343", "secret-env", "user-root", "setuid-file", "path-writable",
            "history-download-and-run", "reverse-shell.dev-tcp", "miner.stratum-url", "decode-and-run.pipe",
        ];
        Assert.Empty(expected.Except(Ids(result)));
        var report = await _host.ReportAsync(result, "report.md");
        Assert.DoesNotContain("Zk8vPq2LmT7x", report + result.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_Debian_FindsRealPackagesInTheSampleDatabase()
    {
        var (_, result) = await _host.ScanAsync("dockerscan/sample-debian", "--no-sandbox");

        Assert.Equal("debian", result.GetProperty("image").GetProperty("os").GetProperty("family").GetString());
        Assert.Contains("CVE-2019-1010022", Ids(result));
    }

    [Fact]
    public async Task Scan_DeepEntrypoint_FollowsThreeScripts()
    {
        var (exit, result) = await _host.ScanAsync("dockerscan/sample-deep-entrypoint", "--no-sandbox");

        Assert.Equal(0, exit);
        Assert.Equal(
            ["/app/scripts/one.sh", "/app/scripts/three.sh", "/app/scripts/two.sh", "/bin/busybox"],
            result.GetProperty("autorun").EnumerateArray().Select(file => file.GetProperty("path").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scan_SecretInEnvironment_IsFound()
    {
        var (exit, result) = await _host.ScanAsync("dockerscan/sample-secret-env", "--no-sandbox");

        // Trivy and our own search both find both: each is one finding.
        Assert.Equal(1, exit);
        Assert.Equal(
            ["ENV AWS_ACCESS_KEY_ID", "ENV AWS_SECRET_ACCESS_KEY"],
            result.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("check").GetString() == "secret.env")
                .Select(finding => finding.GetProperty("target").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scan_HostileNames_AreTextInThePage()
    {
        var (_, result) = await _host.ScanAsync("dockerscan/sample-hostile-names", "--no-sandbox");

        var page = await _host.ReportAsync(result, "report.html");
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("no-entrypoint")]
    [InlineData("no-shell")]
    [InlineData("many-layers")]
    [InlineData("scratch-busybox")]
    public async Task Scan_AwkwardImage_IsComplete(string sample)
    {
        var (_, result) = await _host.ScanAsync("dockerscan/sample-" + sample, "--no-sandbox");

        Assert.True(result.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Scan_Twice_SecondIsTheStoredResult()
    {
        var (_, first) = await _host.ScanAsync("dockerscan/sample-good", "--no-sandbox");
        var (_, second) = await _host.ScanAsync("dockerscan/sample-good", "--no-sandbox");
        var (_, forced) = await _host.ScanAsync("dockerscan/sample-good", "--no-sandbox", "--force");

        Assert.Equal(Id(first), Id(second));
        Assert.NotEqual(Id(first), Id(forced));
    }

    [Fact]
    public async Task Scan_TrivyMissing_IsUnknownAndTheRestIsThere()
    {
        _host.Environment["DOCKERSCAN_TRIVY"] = "/nonexistent/trivy";

        var (exit, result) = await _host.ScanAsync("dockerscan/sample-bad", "--no-sandbox");

        // What was found stays found: the reverse shell is above the threshold whether or not Trivy could look.
        Assert.Equal(1, exit);
        Assert.Equal("unknown", result.GetProperty("verdict").GetString());
        Assert.Equal("high", result.GetProperty("atLeast").GetString());
        Assert.Contains("reverse-shell.dev-tcp", Ids(result));
    }

    [Fact]
    public async Task Scan_EngineMissing_Is69WithOneJsonObject()
    {
        _host.Environment["DOCKER_HOST"] = "unix:///nonexistent/docker.sock";

        var (exit, result) = await _host.ScanAsync("dockerscan/sample-good", "--no-sandbox");

        Assert.Equal(69, exit);
        Assert.Equal("unknown", result.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Scan_OnlyTheSampleDatabaseAtHand_IsPartialAndUnknown()
    {
        _host.Environment["DOCKERSCAN_SAMPLE_DB"] = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_DB")!;
        _host.Environment["DOCKERSCAN_TRIVY_DB"] = string.Empty;
        // An address where no database is, so that the outcome does not depend on this machine's network.
        _host.Environment["DOCKERSCAN__Trivy__DatabaseRepository"] = "127.0.0.1:1/none";

        var (exit, result) = await _host.ScanAsync("dockerscan/sample-debian", "--no-sandbox");

        // At least high: what the sample knows is true.
        Assert.Equal(1, exit);
        Assert.Equal("unknown", result.GetProperty("verdict").GetString());
        Assert.Contains("CVE-2019-1010022", Ids(result));
    }

    [Fact]
    public async Task Doctor_EverythingThere_Is0()
    {
        var (exit, output, error) = await _host.RunAsync("doctor");

        Assert.True(exit == 0, output + error);
    }

    public void Dispose() => _host.Dispose();

    private static string? Id(JsonElement result) => result.GetProperty("scanId").GetString();

    private static List<string?> Ids(JsonElement result)
        => [.. result.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString())];
}
