using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Engine.Queue;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Host.Tests.Running;

public sealed class OneShotScanTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task RunAsync_StoreCannotTakeTheResult_EndsWithTheFailure()
    {
        var settings = Path.Combine(_folder.FullName, "settings.json");
        await File.WriteAllTextAsync(settings, """{ "Docker": { "Host": "unix:///nowhere/docker.sock" } }""", TestContext.Current.CancellationToken);
        var services = new ServiceCollection().AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>));
        services.AddDockerScan(Settings.Load(new FileInfo(settings)), new DataFolder(Path.Combine(_folder.FullName, "data")));
        services.Replace(ServiceDescriptor.Singleton<IScanWorker, FullDisk>());
        await using var provider = services.BuildServiceProvider();
        var request = new ScanRequest(ImageReference.Parse("redis:7"), null, new ScanOptions(), "test");

        var run = provider.GetRequiredService<OneShotScan>().RunAsync(request, TextWriter.Null, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<EngineException>(() => run.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(FullDisk.Words, error.Failure.Message);
    }

    private sealed class FullDisk : IScanWorker
    {
        public const string Words = "the disk is full";

        public Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
            => throw new EngineException(new ScanFailure(FailureKind.Internal, Words));
    }
}
