using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>What is told while an image runs: at once, what tells most, and nothing hostile as it came.</summary>
public sealed class LiveNewsTests
{
    private readonly Told _told = new();
    private readonly LiveNews _news;

    public LiveNewsTests() => _news = new LiveNews(_told);

    [Fact]
    public void See_MinerCallsItsPool_TellsTheCallAndThenTheLogin()
    {
        _news.See(Flow("45.9.148.117", 3333));
        _news.See(Connection(null) with { Domain = "pool.example" });
        _news.See(Connection("stratum") with { Domain = "pool.example" });
        _news.See(Connection("stratum") with { Domain = "another.example" });

        Assert.Equal([new(NewsKind.Contact, "45.9.148.117:3333"), new(NewsKind.MinerLogin, "pool.example:3333")], _told.News);
    }

    [Fact]
    public void See_ShellOnAConnection_IsToldByItsProgramAndItsDescriptors()
    {
        _news.See(Process(7, "/usr/bin/curl http://a"));
        _news.See(Process(8, "-bash -i"));
        _news.See(Socket(7));
        _news.See(Socket(8) with { StandardFds = [1] });
        Assert.Empty(_told.News);

        _news.See(Socket(8));

        Assert.Equal([new(NewsKind.Shell, "203.0.113.9:4444")], _told.News);
    }

    [Fact]
    public void See_PlantedCredentialLeaves_IsToldThoughMuchWas()
    {
        _news.See(Connection("shell"));
        _news.See(new TokenEvent("aws", "tcp", "203.0.113.9", 80, 1, "plain"));
        _news.See(Connection("stratum"));

        Assert.Equal([NewsKind.Shell, NewsKind.TokenSent], _told.News.Select(news => news.Kind));
    }

    [Theory]
    [InlineData("127.0.0.1", 8080)]
    [InlineData("::1", 8080)]
    [InlineData("0.0.0.0", 80)]
    [InlineData("224.0.0.251", 5353)]
    [InlineData("203.0.113.9", 53)]
    public void See_NobodyOutside_IsNoNews(string address, int port)
    {
        _news.See(Flow(address, port));
        _news.See(new HeartbeatEvent(1, 1, 1, 1, 1));

        Assert.Empty(_told.News);
    }

    [Fact]
    public void See_HostileName_IsOneShortLineWithoutControlCharacters()
    {
        _news.See(Connection("http") with { Domain = "\u001b[31m\u202e\n@everyone" + new string('x', 5000) });

        var subject = Assert.Single(_told.News).Subject;
        Assert.Equal(80, subject.Length);
        Assert.DoesNotContain(subject, letter => char.IsControl(letter) || letter == '\u202e');
    }

    /// <summary>The scan ends only because of what it told: so it was told while the image ran.</summary>
    [Fact]
    public async Task ScanAsync_MinerLogsIn_IsToldWhileItRuns()
    {
        using var bed = new SandboxBed();
        var isWaited = false;
        bed.Image(session => session.At["start Inspector"] = () =>
        {
            Volatile.Write(ref isWaited, true);
            session.Say(SandboxRole.Network, Connection("stratum") with { Domain = "pool.example" });
        });
        // The window's time stands still until it is told: else the clock would be through before the line is read.
        bed.MayTimePass = () => !Volatile.Read(ref isWaited);
        _told.Telling = () =>
        {
            bed.Last.EndTarget(0);
            Volatile.Write(ref isWaited, false);
        };
        var input = SampleImages.Input(new Core.Images.ImageConfiguration { Command = ["/miner"] }, new FakeImageContent()) with { News = _told };

        var outcome = await bed.ScanAsync(input);

        Assert.Equal([new(NewsKind.MinerLogin, "pool.example:3333")], _told.News);
        Assert.Equal("exit status 0", outcome.Evidence["end"]);
    }

    private static ConnectionEvent Connection(string? application)
        => new() { Id = 1, Address = "203.0.113.9", Port = 3333, SourcePort = 40000, Application = application, Summary = "x" };

    private static FlowEvent Flow(string address, int port)
        => new() { Protocol = "tcp", Address = address, Port = port, Packets = 1, Bytes = 60, PeakPerSecond = 1, FirstMs = 1, LastMs = 1 };

    private static ProcessEvent Process(int pid, string command) => new() { Pid = pid, ParentPid = 1, StartedMs = 1, Command = command, Uid = 0, RealUid = 0 };

    private static SocketEvent Socket(int pid)
        => new() { Pid = pid, Protocol = "tcp", IsListening = false, LocalAddress = "172.17.0.2", LocalPort = 40000, RemoteAddress = "203.0.113.9", RemotePort = 4444, StandardFds = [0, 1, 2] };

    private sealed class Told : IProgress<StageNews>
    {
        public List<StageNews> News { get; } = [];

        public Action Telling { get; set; } = () => { };

        public void Report(StageNews value)
        {
            News.Add(value);
            Telling();
        }
    }
}
