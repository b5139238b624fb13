using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("no IMAGE", "scan")]
    [InlineData("did you mean redis:7?", "scan", "Redis:7")]
    [InlineData("digest", "scan", "@x")]
    [InlineData("digest", "scan", "@/tmp")]
    [InlineData("unknown verb '@/tmp'", "@/tmp")]
    [InlineData("unknown verb 'scna'; did you mean scan?", "scna")]
    [InlineData("unknown verb 'frobnicate'", "frobnicate", "the", "rest")]
    [InlineData("(see ./run.sh notify test --help)", "notify", "test")]
    [InlineData("did you mean test?", "notify", "tset", "C1")]
    [InlineData("--window is 'abc'; it may be 5 to 600", "scan", "redis:7", "--window", "abc")]
    [InlineData("--window is '-5'; it may be 5 to 600", "scan", "redis:7", "--window", "-5")]
    [InlineData("--window is '99999999999'", "scan", "redis:7", "--window", "99999999999")]
    [InlineData("--wait-reputation is '1.5'", "scan", "redis:7", "--wait-reputation=1.5")]
    [InlineData("--days is 'x'; it may be 1 to 180", "audit", "--days", "x")]
    [InlineData("--limit is '0'; it may be 1 to 1000", "audit", "--limit", "0")]
    [InlineData("--page is '0'", "findings", "abcdefghjk", "--page", "0")]
    [InlineData("--fail-on is 'critical'; it may be high, medium, low", "scan", "redis:7", "--fail-on", "critical")]
    [InlineData("--lang is 'de'; it may be en, ko", "scan", "redis:7", "--lang", "de")]
    [InlineData("--lang is 'de'; it may be en, ko", "report", "abcdefghjk", "--lang", "de")]
    [InlineData("--output needs a value, and --json is an option", "report", "abcdefghjk", "--output", "--json")]
    [InlineData("report has no place for 'extra'", "report", "abcdefghjk", "extra")]
    [InlineData("SCAN", "report")]
    [InlineData("--on is 'x'; it may be slack, discord", "notify", "test", "C1", "--on", "x")]
    [InlineData("--platform is 'windows'", "scan", "redis:7", "--platform", "windows")]
    [InlineData("--lang needs a value, and --json is an option", "scan", "redis:7", "--lang", "--json")]
    [InlineData("--output needs a value, and --json is an option", "scan", "redis:7", "--output", "--json")]
    [InlineData("--config needs a value, and --json is an option", "scan", "redis:7", "--config", "--json")]
    [InlineData("--platform needs a value, and -h is an option", "scan", "redis:7", "--platform", "-h")]
    [InlineData("--window", "scan", "redis:7", "--window")]
    [InlineData("--output", "scan", "redis:7", "--output", "")]
    [InlineData("--config", "doctor", "--config", "")]
    [InlineData("there is no option --jsno; did you mean --json?", "scan", "--jsno", "redis:7")]
    [InlineData("there is no option --bogus", "doctor", "--bogus")]
    [InlineData("there is no option --bogus", "--bogus")]
    [InlineData("rescan has no place for 'extra'", "rescan", "abcdefghjk", "extra", "more")]
    [InlineData("--json takes no value, and --json=maybe gives it one", "scan", "redis:7", "--json=maybe")]
    [InlineData("--no-sandbox takes no value", "scan", "--no-sandbox=redis:7", "redis:7")]
    [InlineData("--json and --markdown exclude each other", "scan", "redis:7", "--json", "--markdown")]
    [InlineData("--no-sandbox", "scan", "redis:7", "--no-sandbox", "--window", "9")]
    [InlineData("--output /proc/x cannot be written", "scan", "redis:7", "--output", "/proc/x")]
    [InlineData("nope.json (--config) is not there", "audit", "--config", "/nope.json")]
    public async Task RunAsync_WrongUsage_IsOneLineAnd64(string expected, params string[] args)
    {
        var (exit, lines) = await RunAsync(args);

        Assert.Equal(64, exit);
        var line = Assert.Single(lines);
        Assert.StartsWith("dockerscan: ", line, StringComparison.Ordinal);
        Assert.Contains(expected == "no IMAGE" ? "IMAGE" : expected, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reporting:ChecklistPath", "version: 1\nbogus: 2\n", ":2: the file has an unknown key 'bogus'")]
    [InlineData("Autorun:SignaturesPath", "version: 1\nscripts:\n  - id: x\n   pattern: y\n", ":4: ")]
    [InlineData("Autorun:SignaturesPath", "version: 7\n", ":1: version is 7")]
    [InlineData("Sandbox:BehaviorPath", "version: 1\nbogus: 2\n", ":2: the file has an unknown key 'bogus'; known are version, thresholds")]
    public async Task RunAsync_ScanWithAFileThatCannotBeUsed_NamesFileAndLineAnd64(string key, string content, string expected)
    {
        var file = Write("broken.yaml", content);
        var parts = key.Split(':');
        var settings = Write("settings.json", $$"""{ "{{parts[0]}}": { "{{parts[1]}}": "{{file}}" }, "Docker": { "Host": "unix:///nowhere/docker.sock" } }""");

        var (exit, lines) = await RunAsync("scan", "redis:7", "--config", settings);

        Assert.Equal(64, exit);
        Assert.InRange(lines.Length, 1, 10);
        Assert.All(lines, line => Assert.Contains(file, line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(file + expected, StringComparison.Ordinal));
        Assert.Contains("mend the file", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Scan": { "RequiredScanners": [ "trvy" ] } }""", "'trvy'; there are", "did you mean trivy?")]
    [InlineData("""{ "Scan": { "RequiredScanners": [ "sandbox" ] }, "Sandbox": { "Enabled": false } }""", "names sandbox", "Sandbox:Enabled is false")]
    [InlineData("{ \"Scan\": {\n \"Concurrency\": two }\n}", "line 2", "not JSON")]
    [InlineData("{ \"Scan\": {\n \"Concurrency\": two }\n}", "line 2, character 18 on, at Scan:Concurrency", "a text stands in double quotes")]
    [InlineData("{ \"Slack\": {\n \"BotToken\": xoxb-1-secret }\n}", "at Slack:BotToken", "double quotes")]
    [InlineData("{ \"Scan\": {\n \"Concurrency\": 2\n \"ReuseHours\": 3 }\n}", "line 3, character 2 on, at Scan:Concurrency", "a comma or a colon is missing before it")]
    [InlineData("{ \"Scan\": { \"Concurrency\": 2 }", "at Scan", "it ends here too soon")]
    [InlineData("[1]", "settings.json", "")]
    [InlineData("""{ "Scan": { "Concurrency": 1, "concurrency": 2 } }""", "Scan:Concurrency", "")]
    [InlineData("""{ "Scan": { "Concurrency": "two" } }""", "Scan:Concurrency must be a whole number", "docs/configuration.md")]
    [InlineData("", "settings.json", "line 1")]
    public async Task RunAsync_ScanWithBadSettings_IsOneLineAnd64(string json, string expected, string next)
    {
        var (exit, lines) = await RunAsync("scan", "redis:7", "--config", Write("settings.json", json));

        var line = Assert.Single(lines);
        Assert.Equal(64, exit);
        Assert.Contains(expected, line, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(next, line, StringComparison.Ordinal);
        // Keys may be said, values never.
        Assert.DoesNotContain("xoxb", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OutputWithAFolderInAReportsPlace_IsFoundBeforeTheScan()
    {
        _folder.CreateSubdirectory("out/report.html");

        var (exit, lines) = await RunAsync("scan", "redis:7", "--output", Path.Combine(_folder.FullName, "out"));

        Assert.Equal(64, exit);
        Assert.Contains("a folder named report.html", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./run.sh scan <IMAGE>", "help", "scan")]
    [InlineData("./run.sh [command]", "help")]
    [InlineData("./run.sh [command]", "--help")]
    [InlineData("60 when not given", "scan", "--help")]
    [InlineData("high when not given", "scan", "--help", "--bogus")]
    [InlineData("./run.sh notify test [<CHANNEL>]", "notify", "test", "--help")]
    [InlineData("./run.sh report <SCAN> [options]", "report", "--help")]
    [InlineData("0.1.0", "--version")]
    public async Task RunAsync_HelpOrVersion_IsAnsweredInTheWordsThatPeopleType(string expected, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(0, await CommandLine.RunAsync(args, output, error));

        Assert.Empty(error.ToString());
        Assert.Contains(expected, string.Join(' ', output.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string[] Lines)> RunAsync(params string[] args)
    {
        var error = new StringWriter();
        var exit = await CommandLine.RunAsync(args, TextWriter.Null, error);
        return (exit, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Write(string name, string content)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, content);
        return file;
    }
}
