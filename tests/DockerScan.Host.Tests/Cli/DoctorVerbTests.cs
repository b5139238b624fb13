using DockerScan.Core.Health;
using DockerScan.Host.Cli;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using DockerScan.Host.Tests.Composition;
using DockerScan.Host.Web;

namespace DockerScan.Host.Tests.Cli;

public sealed class DoctorVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-doctor-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataFolder Data => new(Path.Combine(_folder.FullName, "data"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{ "Discord": { "Enabled": true, "BotToken": "short", "Access": { "Places": [ "1" ] } } }""", "✗ discord ", "Discord:BotToken is no bot token")]
    [InlineData("""{ "Discord": { "Enabled": "perhaps" } }""", "✗ discord ", "Discord:Enabled must be true or false")]
    [InlineData("""{ "Slack": { "Enabled": true, "Mode": "Telegraph" } }""", "✗ slack ", "Slack:Mode must be Socket or Http")]
    [InlineData("""{ "Slack": { "Enabled": true, "BotTokenFile": "/run/secrets/none", "AppToken": "xapp-1" } }""", "✗ slack ", "no such file: /run/secrets/none")]
    [InlineData("""{ "Scan": { "Concurrency": 99 } }""", "✗ settings ", "Scan:Concurrency is 99; it must be 1 to 16")]
    [InlineData("""{ "Scan": { "Concurency": 2 } }""", "✗ settings ", "did you mean Scan:Concurrency?")]
    [InlineData("""{ "Scan": two }""", "✗ settings ", "line 1")]
    [InlineData("""{ "Scna": { } }""", "✗ settings ", "there is no section 'Scna'")]
    [InlineData("""{ "Reporting": { "ChecklistPath": "/nowhere.yaml" } }""", "✗ scanning ", "/nowhere.yaml")]
    public async Task RunAsync_SomethingInTheSettingsIsWrong_AllOtherLinesAreThere(string json, string mark, string expected)
    {
        var settings = SettingsCheck.Lenient(Write(json), Data);
        await using var app = Application.Build(settings, Data, services => services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
        var output = new StringWriter();

        var exit = await DoctorVerb.RunAsync(app, output, Token);

        var lines = output.ToString().Split('\n');
        Assert.Equal(ExitCodes.Unavailable, exit);
        Assert.Contains(lines, line => line.StartsWith(mark, StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" disk ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" engine ", StringComparison.Ordinal));
        Assert.DoesNotContain("internal error", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithPlatformsThatStart_OneOfTwoIsBroken_TheOtherStartsAndItIsSaidWhichDoesNot()
    {
        var settings = SettingsCheck.WithPlatformsThatStart(Settings.Load(Write("""
            {
              "Slack": { "Enabled": true, "BotToken": "xoxb-1", "AppToken": "xapp-1", "Access": { "Places": [ "T1" ] } },
              "Discord": { "Enabled": true, "BotToken": "short", "Access": { "Places": [ "1" ] } }
            }
            """)), Data);

        Assert.True(settings.IsOn("Slack", usual: false));
        Assert.False(settings.IsOn("Discord", usual: false));
        Assert.StartsWith("dockerscan: discord does not start: Discord:BotToken is no bot token", Assert.Single(WebHost.NotStarted(settings)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Discord": { "Enabled": true, "BotToken": "short", "Access": { "Places": [ "1" ] } } }""", "Discord:BotToken")]
    [InlineData("""{ "Slack": { "Enabled": true, "BotToken": "xoxb-1", "AppToken": "xapp-1", "Access": { "Places": [ "T1" ] } }, "Scan": { "Concurrency": 99 } }""", "Scan:Concurrency")]
    public void WithPlatformsThatStart_NoneIsLeftOrAnotherPartIsBroken_Refuses(string json, string expected)
        => Assert.Contains(expected, Assert.Throws<SettingsException>(() => SettingsCheck.WithPlatformsThatStart(Settings.Load(Write(json)), Data)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Probe_PlatformWasLeftOut_IsUnhealthy()
    {
        var settings = SettingsCheck.Lenient(Write("""{ "Discord": { "Enabled": true } }"""), Data);

        var reports = await new SettingsProbe(settings).ProbeAsync(Token);

        Assert.Contains(reports, report => report is { Part: "discord", Status: HealthStatus.Unhealthy });
        Assert.Contains(reports, report => report is { Part: "settings", Status: HealthStatus.Degraded });
    }

    private FileInfo Write(string json)
    {
        var file = Path.Combine(_folder.FullName, "settings.json");
        // Without an engine, and with the same Trivy, wherever it runs.
        File.WriteAllText(file, json.Contains("two", StringComparison.Ordinal) ? json
            : json.TrimEnd()[..^1].TrimEnd() + $$""", "Docker": { "Host": "unix:///nowhere/docker.sock" }, "Trivy": { "Path": "{{TrivyStandIn.Write(_folder.FullName)}}" } }""");
        return new FileInfo(file);
    }
}
