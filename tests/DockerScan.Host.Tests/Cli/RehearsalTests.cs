using DockerScan.Host.Cli;
using DockerScan.Host.Tests.Scripts;

namespace DockerScan.Host.Tests.Cli;

/// <summary>What <c>run.sh</c> asks before it starts an engine: the settings here name one that nobody has, so whatever looks for it would say so.</summary>
public sealed class RehearsalTests : IDisposable
{
    private const string Asked = "--refuse-only";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-rehearsal-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Verbs_AllThatAnEngineIsStartedFor_CanBeRehearsed()
    {
        var started = RunVerbsTests.Listed.Where(verb => verb.Need is "engine" or "parts").Select(verb => verb.Line.Split(' ')[0]).ToList();

        Assert.NotEmpty(started);
        Assert.Equal(
            started.Order(StringComparer.Ordinal),
            CommandLine.Create().Subcommands.Where(command => command.Options.Any(option => option.Name == Asked)).Select(command => command.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("scan", "redis:7", "--window", "5", "--json")]
    [InlineData("demo")]
    [InlineData("chat")]
    [InlineData("serve")]
    [InlineData("serve", "--role", "worker")]
    [InlineData("status")]
    [InlineData("status", "redis:7")]
    [InlineData("doctor")]
    public async Task RunAsync_RightUsage_SaysNothingAndOpensNothing(params string[] args)
    {
        var (exit, lines) = await RunAsync([.. args, "--config", Settings()]);

        Assert.Empty(lines);
        Assert.Equal(0, exit);
        Assert.False(File.Exists(Store));
    }

    [Theory]
    [InlineData("--window is '3'; it may be 5 to 600", "scan", "redis:7", "--window", "3")]
    [InlineData("did you mean redis:7?", "scan", "Redis:7")]
    [InlineData("did you mean redis:7?", "status", "Redis:7")]
    [InlineData("--output /proc/x cannot be written", "scan", "redis:7", "--output", "/proc/x")]
    [InlineData("there is no scan 'abcdefghjk'", "rescan", "abcdefghjk")]
    [InlineData("--role is 'x'", "serve", "--role", "x")]
    [InlineData("there is no option --bogus", "doctor", "--bogus")]
    [InlineData("there is no option --bogus", "demo", "--bogus")]
    [InlineData("chat has no place for 'x'", "chat", "x")]
    public async Task RunAsync_WrongUsage_IsRefused(string expected, params string[] args)
    {
        var (exit, lines) = await RunAsync([.. args, "--config", Settings()]);

        Assert.Equal(64, exit);
        Assert.Contains(expected, Assert.Single(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "redis:7")]
    [InlineData("demo")]
    [InlineData("chat")]
    [InlineData("serve")]
    [InlineData("status")]
    public async Task RunAsync_SettingsThatCannotBe_AreRefused(params string[] args)
    {
        var (exit, lines) = await RunAsync([.. args, "--config", Settings(""", "Sandbox": { "WindowSeconds": 0 }""")]);

        Assert.Equal(64, exit);
        Assert.Contains("Sandbox:WindowSeconds", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reporting", "ChecklistPath", "scan", "redis:7")]
    [InlineData("Reporting", "ChecklistPath", "demo")]
    [InlineData("Reporting", "ChecklistPath", "chat")]
    [InlineData("Reporting", "ChecklistPath", "serve")]
    [InlineData("Watches", "Path", "chat")]
    [InlineData("Watches", "Path", "serve")]
    public async Task RunAsync_FilesThatCannotBeUsed_AreRefused(string section, string key, params string[] args)
    {
        var file = Path.Combine(_folder.FullName, "broken.yaml");
        await File.WriteAllTextAsync(file, "version: 1\nbogus: 2\n", TestContext.Current.CancellationToken);

        var (exit, lines) = await RunAsync([.. args, "--config", Settings($$""", "{{section}}": { "{{key}}": "{{file}}" }""")]);

        Assert.Equal(64, exit);
        Assert.Contains(lines, line => line.Contains("broken.yaml:2: the file has an unknown key 'bogus'", StringComparison.Ordinal));
    }

    private string Store => Path.Combine(_folder.FullName, "store.db");

    private string Settings(string more = "")
    {
        var file = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(file, $$"""{ "Docker": { "Host": "unix:///nowhere/docker.sock" }, "Storage": { "Path": "{{Store}}" }{{more}} }""");
        return file;
    }

    private static async Task<(int Exit, string[] Lines)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync([args[0], Asked, .. args[1..]], output, error);
        Assert.Empty(output.ToString());
        return (exit, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
