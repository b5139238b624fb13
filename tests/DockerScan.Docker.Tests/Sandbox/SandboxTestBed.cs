using System.Formats.Tar;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Sandbox;
using DockerScan.Docker.Tests.Files;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>A real engine with an image that holds a static busybox, which also stands in for the sentinel.</summary>
internal sealed class SandboxTestBed : IAsyncDisposable
{
    private const string Waits = "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done";

    private readonly List<TestImage> _images = [];

    private SandboxTestBed(EngineFixture fixture, string label) => (Fixture, Label) = (fixture, label);

    public static string BusyBox => Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_BUSYBOX") ?? "/bin/busybox";

    /// <summary>What the gate takes: the inspector that removes it before the target runs is no inspector here.</summary>
    public static long GateBytes => new FileInfo(BusyBox).Length;

    public EngineFixture Fixture { get; }

    public string Label { get; }

    public DockerConnection Connection => Fixture.Connection;

    public ISandboxEngine Engine => Fixture.Get<ISandboxEngine>();

    /// <summary>Skips the test when there is no engine or no busybox.</summary>
    public static SandboxTestBed Open(string label, string owner = "", SandboxProgram? program = null, string? host = null)
    {
        if (!File.Exists(BusyBox))
        {
            Assert.Skip("there is no static busybox: install busybox-static or set DOCKERSCAN_TEST_BUSYBOX");
        }

        var fixture = EngineFixture.Open(
            options => (options.ScanLabel, options.Owner) = ("dev.dockerscan.test." + label, owner),
            services =>
            {
                services.AddSingleton(program ?? FakeProgram);
                services.AddSingleton<IIdGenerator, RandomIds>();
                services.AddDockerSandbox(_ => host);
            });
        return new SandboxTestBed(fixture, "dev.dockerscan.test." + label);
    }

    public static SandboxProgram FakeProgram { get; } = new()
    {
        BinaryPath = "/busybox",
        NetworkArguments = ["sh", "-c", Waits],
        InspectorArguments = ["sh", "-c", Waits],
        GateArguments = null,
    };

    public async Task<TargetImage> ImportAsync(IEnumerable<TarEntry>? entries = null, params string[] changes)
        => (await Fixture.Engine.FindAsync((await MakeAsync(entries, changes)).Reference, null, Token)).Value!;

    /// <summary>The same, as what can be moved to a registry.</summary>
    public async Task<TestImage> MakeAsync(IEnumerable<TarEntry>? entries, params string[] changes)
    {
        using var tar = TestTar.Build(
        [
            new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox")
            {
                DataStream = new MemoryStream(await File.ReadAllBytesAsync(BusyBox, Token)),
                Mode = (UnixFileMode)0b111_101_101,
            },
            TestTar.Link("bin/sh", "busybox"),
            .. entries ?? [],
        ]);
        var image = await TestImage.ImportAsync(Connection, tar, changes);
        _images.Add(image);
        return image;
    }

    public static SandboxSpec Spec(TargetImage image, params string[] command)
        => new()
        {
            Scan = ScanId.Parse("sandboxtest01"),
            Image = image,
            HostName = "web-1",
            SentinelSpec = """{"token":"t"}""",
            SentinelPath = BusyBox,
            Command = command.Length == 0 ? null : command,
        };

    public async Task<ISandboxSession> StartAsync(SandboxSpec spec)
    {
        var session = await Engine.OpenAsync(spec, Token);
        try
        {
            await session.StartAsync(SandboxRole.Network, Token);
            Assert.Null(await session.StartAsync(SandboxRole.Target, Token));
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public static async Task<List<SandboxLine>> LinesAsync(ISandboxSession session, SandboxRole role, long maxBytes = 16 << 20)
    {
        List<SandboxLine> lines = [];
        await foreach (var line in session.ReadLinesAsync(role, maxBytes, Token))
        {
            lines.Add(line);
        }

        return lines;
    }

    public async Task<IList<ContainerListResponse>> ContainersAsync()
        => await Connection.CallAsync(
            "test", (client, token) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = Filter }, token), Token);

    public async Task<ContainerInspectResponse> InspectAsync(string role)
    {
        var container = (await ContainersAsync()).Single(container => container.Labels[SandboxNames.RoleLabel] == role);
        return await Connection.CallAsync("test", (client, token) => client.Containers.InspectContainerAsync(container.ID, token), Token);
    }

    /// <summary>Containers, volumes and unnamed images that carry the test's label.</summary>
    public async Task<int> CountLeftAsync()
    {
        var images = await Connection.CallAsync(
            "test", (client, token) => client.Images.ListImagesAsync(new ImagesListParameters { All = true, Filters = Filter }, token), Token);
        var volumes = await Connection.CallAsync(
            "test", (client, token) => client.Volumes.ListAsync(new VolumesListParameters { Filters = Filter }, token), Token);
        return (await ContainersAsync()).Count + images.Count + (volumes.Volumes?.Count ?? 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var image in _images)
        {
            await image.DisposeAsync();
        }

        Fixture.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Dictionary<string, IDictionary<string, bool>> Filter
        => new(StringComparer.Ordinal) { ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [Label] = true } };

    private sealed class RandomIds : IIdGenerator
    {
        public string NewId() => TestImage.NewRepository().Split('/')[1];
    }
}
