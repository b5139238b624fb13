using DockerScan.Conversation.Delivery;
using DockerScan.Core.Health;
using DockerScan.Core.Scanners;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Tests.Composition;

/// <summary>What a role does not run needs no settings there, and is not looked at.</summary>
public sealed class RolePartsTests : IDisposable
{
    // One file for all nodes; its secrets are there where they are needed alone.
    private const string Shared = """
        {
          "Docker": { "Host": "unix:///nowhere/docker.sock" },
          "Slack": { "Enabled": true, "BotTokenFile": "/nowhere/bot", "AppTokenFile": "/nowhere/app", "Access": { "Places": [ "T1" ] } },
          "Discord": { "Enabled": true, "BotTokenFile": "/nowhere/discord", "Access": { "Places": [ "1" ] } },
          "VirusTotal": { "ApiKeyFile": "/nowhere/key" },
          "Schedules": { "PingUrlFile": "/nowhere/ping" },
          "Serve": { "Role": "ROLE" }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-role-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("all", "Slack:BotTokenFile Discord:BotTokenFile VirusTotal:ApiKeyFile Schedules:PingUrlFile")]
    [InlineData("Chat", "Slack:BotTokenFile Discord:BotTokenFile")]
    [InlineData("worker", "VirusTotal:ApiKeyFile")]
    [InlineData("Scheduler", "Schedules:PingUrlFile")]
    public void Find_SecretsThatAreNotThere_OnlyThoseOfTheRoleAreMissed(string role, string missed)
    {
        var lines = SettingsCheck.Find(Load(role), Data).SelectMany(problem => problem.Lines).ToList();

        foreach (var setting in (string[])["Slack:BotTokenFile", "Discord:BotTokenFile", "VirusTotal:ApiKeyFile", "Schedules:PingUrlFile"])
        {
            Assert.Equal(missed.Contains(setting, StringComparison.Ordinal), lines.Exists(line => line.Contains(setting, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("chat", "role store queue disk settings secret files exploit lists slack discord", "engine trivy sandbox schedules virustotal")]
    [InlineData("worker", "role store queue disk engine trivy virustotal", "slack discord schedules")]
    [InlineData("scheduler", "role store queue disk schedules", "engine trivy sandbox virustotal slack discord")]
    [InlineData("all", "store queue disk engine trivy virustotal slack discord schedules", "role")]
    public async Task Probes_OfARole_AreThoseOfWhatItRuns(string role, string looked, string left)
    {
        await using var provider = Services(role);

        var parts = provider.GetServices<IHealthProbe>().Select(probe => probe.Part).ToList();

        Assert.Empty(looked.Replace("secret files", "secret_files", StringComparison.Ordinal).Replace("exploit lists", "exploit_lists", StringComparison.Ordinal)
            .Split(' ').Select(part => part.Replace('_', ' ')).Except(parts));
        Assert.Empty(left.Split(' ').Intersect(parts));
    }

    [Theory]
    [InlineData("chat", true, false)]
    [InlineData("worker", false, true)]
    [InlineData("scheduler", false, false)]
    [InlineData("all", true, true)]
    public async Task Services_OfARole_HaveItsPlatformsAndDatabasesAlone(string role, bool hasChannels, bool refreshes)
    {
        await using var provider = Services(role);

        Assert.Equal(hasChannels, provider.GetServices<IChannel>().Any());
        Assert.Equal(refreshes, provider.GetService<IDatabaseRefresh>() is not null);
    }

    [Theory]
    [InlineData("chat", false, true)]
    [InlineData("worker", true, false)]
    [InlineData("scheduler", false, false)]
    [InlineData("all", true, true)]
    public void AddNode_OfARole_RunsItsOwnAlone(string role, bool works, bool chats)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDockerScan(Load(role), Data);
        var before = services.Count(service => service.ServiceType == typeof(IHostedService));

        services.AddNode(Load(role).Role);

        var hosted = services.Where(service => service.ServiceType == typeof(IHostedService)).Skip(before).ToList();
        Assert.Equal(works, hosted.Exists(service => service.ImplementationType?.Name == "DeadWorkerService"));
        // The same factory kinds are told apart by how many there are.
        Assert.Equal(role switch { "chat" => 6, "worker" => 9, "scheduler" => 6, _ => 14 }, hosted.Count);
        Assert.Equal(chats, services.Any(service => service.ServiceType.Name == "SlackService"));
    }

    [Fact]
    public void Find_RoleThatIsNone_IsRefusedInOneLine()
    {
        var problem = Assert.Single(SettingsCheck.Find(Load("7"), Data), problem => problem.Section == ServeOptions.Section);

        Assert.Equal(["Serve:Role must be All, Chat, Worker or Scheduler"], problem.Lines);
    }

    [Fact]
    public void With_TypedRole_GoesBeforeTheSettings()
    {
        var settings = Load("chat").With("Serve:Role", "Worker", "--role");

        Assert.Equal((NodeRole.Worker, "--role"), (settings.Role, settings.Sources[^1]));
    }

    [Fact]
    public void IsNeeded_PartOfNobodys_IsEverywhere()
        => Assert.All(Enum.GetValues<NodeRole>(), role => Assert.True(RoleParts.IsNeeded(typeof(DiskSpaceProbe), role) && RoleParts.IsNeeded(null, role)));

    private DataFolder Data => new(Path.Combine(_folder.FullName, "data"));

    private Settings Load(string role)
    {
        var file = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(file, Shared.Replace("ROLE", role, StringComparison.Ordinal));
        return Settings.Load(new FileInfo(file));
    }

    private ServiceProvider Services(string role)
    {
        var file = Path.Combine(_folder.FullName, "usable.json");
        // With secrets that can be read, so that parts can be made.
        File.WriteAllText(Path.Combine(_folder.FullName, "key"), new string('a', 64));
        File.WriteAllText(Path.Combine(_folder.FullName, "bot"), "xoxb-1");
        File.WriteAllText(Path.Combine(_folder.FullName, "app"), "xapp-1");
        File.WriteAllText(Path.Combine(_folder.FullName, "discord"), "token.of.discord");
        File.WriteAllText(file, Shared.Replace("ROLE", role, StringComparison.Ordinal).Replace("/nowhere/docker", "/none/docker", StringComparison.Ordinal)
            .Replace("\"PingUrlFile\": \"/nowhere/ping\"", string.Empty, StringComparison.Ordinal).Replace("/nowhere", _folder.FullName, StringComparison.Ordinal));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDockerScan(Settings.Load(new FileInfo(file)), Data);
        return services.BuildServiceProvider();
    }
}
