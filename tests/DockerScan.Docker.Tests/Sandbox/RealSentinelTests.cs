using DockerScan.Core.Sandbox;
using DockerScan.Docker.Sandbox;
using DockerScan.Docker.Tests.Files;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>With the real binary that DOCKERSCAN_SENTINEL names.</summary>
[Trait("Category", "Engine")]
public sealed class RealSentinelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sentinel
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL");
            if (string.IsNullOrEmpty(path))
            {
                Assert.Skip("DOCKERSCAN_SENTINEL names no binary");
            }

            return path;
        }
    }

    [Fact]
    public async Task Network_RealSentinel_SealsTheTargetsNetwork()
    {
        await using var bed = SandboxTestBed.Open("realnet", program: SandboxProgram.Sentinel with { GateArguments = null });
        var image = await bed.ImportAsync();
        await using var session = await bed.Engine.OpenAsync(
            Spec(image, "sh", "-c", "echo hello | nc -w 2 93.184.216.34 31337; nslookup pool.example.org | grep -c Address"), Token);
        await session.StartAsync(SandboxRole.Network, Token);
        var lines = ReadUntilEndAsync(session, SandboxRole.Network, out var ready);
        await ready.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);

        Assert.Null(await session.StartAsync(SandboxRole.Target, Token));
        await session.WaitAsync(SandboxRole.Target, Token);
        await session.StopAsync(SandboxRole.Network, Token);
        var seen = await lines;
        var capture = await session.ReadFileAsync(SandboxRole.Network, "/evidence/capture.pcap", 1 << 20, Token);

        Assert.Contains(seen, line => line.Contains("\"connection\"", StringComparison.Ordinal) && line.Contains("31337", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains("\"dns\"", StringComparison.Ordinal) && line.Contains("pool.example.org", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains("\"bye\"", StringComparison.Ordinal));
        TestContext.Current.SendDiagnosticMessage($"capture: {capture?.SizeBytes} bytes");
    }

    [Fact]
    public async Task Gate_RealSentinel_StartsTheTargetWhenTheInspectorIsReady()
    {
        await using var bed = SandboxTestBed.Open("realgate", program: SandboxProgram.Sentinel);
        var image = await bed.ImportAsync([TestTar.Folder("data/")], "VOLUME /data", "USER 1000", "ENV WORD=there", "ENTRYPOINT [\"sh\", \"-c\"]", "CMD [\"echo hello $WORD; sleep 0.3\"]");
        await using var session = await bed.Engine.OpenAsync(Spec(image), Token);
        await session.StartAsync(SandboxRole.Network, Token);
        var network = ReadUntilEndAsync(session, SandboxRole.Network, out var ready);
        await ready.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);

        Assert.Null(await session.StartAsync(SandboxRole.Target, Token));
        await session.StartAsync(SandboxRole.Inspector, Token);
        var inspector = ReadUntilEndAsync(session, SandboxRole.Inspector, out _);
        var target = await SandboxTestBed.LinesAsync(session, SandboxRole.Target);
        var exit = await session.WaitAsync(SandboxRole.Target, Token);
        await session.StopAsync(SandboxRole.Network, Token);

        Assert.Equal((0, "hello there"), (exit.ExitCode, Assert.Single(target).Text));
        Assert.Contains(await inspector, line => line.Contains("\"process\"", StringComparison.Ordinal));
        Assert.Contains(await network, line => line.Contains("\"bye\"", StringComparison.Ordinal));
    }

    private static SandboxSpec Spec(Core.Images.TargetImage image, params string[] command)
        => SandboxTestBed.Spec(image, command) with { SentinelPath = Sentinel, SentinelSpec = """{"mode":"sinkhole","tokens":{},"tokenFiles":{},"metadata":{},"maxPcapBytes":1048576,"inspectorUid":54321,"gatePath":"/.init","gateName":"name","salt":"00"}""", GateWords = ["name", "54321", "0"] };

    private static Task<List<string>> ReadUntilEndAsync(ISandboxSession session, SandboxRole role, out Task ready)
    {
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ready = isReady.Task;
        return ReadAsync();

        async Task<List<string>> ReadAsync()
        {
            List<string> lines = [];
            await foreach (var line in session.ReadLinesAsync(role, 16 << 20, Token))
            {
                lines.Add(line.Text);
                if (line.Text.Contains("\"ready\"", StringComparison.Ordinal))
                {
                    isReady.TrySetResult();
                }
            }

            isReady.TrySetException(new InvalidOperationException(string.Join('\n', lines)));
            return lines;
        }
    }
}
