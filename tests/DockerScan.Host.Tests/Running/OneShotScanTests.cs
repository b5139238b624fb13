using System.Reflection;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
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

    // The scan of a killed program is claimed again under the same id: before that, what it left must be gone, or it counts as a running scan's.
    [Fact]
    public async Task RunAsync_ScanThatAKilledProgramBegan_IsClaimedOnceItsLeftOversAreRemoved()
    {
        var settings = Path.Combine(_folder.FullName, "settings.json");
        await File.WriteAllTextAsync(settings, """{ "Docker": { "Host": "unix:///nowhere/docker.sock" } }""", TestContext.Current.CancellationToken);
        var services = new ServiceCollection().AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>));
        services.AddDockerScan(Settings.Load(new FileInfo(settings)), new DataFolder(Path.Combine(_folder.FullName, "data")));
        var engine = DispatchProxy.Create<IImageEngine, HeldSweep>();
        var sweep = (HeldSweep)(object)engine;
        var worker = new AfterTheSweep(sweep);
        services.Replace(ServiceDescriptor.Singleton(engine)).Replace(ServiceDescriptor.Singleton<IScanWorker>(worker));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IScanStore>().InitializeAsync(TestContext.Current.CancellationToken);
        var request = new ScanRequest(ImageReference.Parse("redis:7"), null, new ScanOptions(), "test");
        await provider.GetRequiredService<IScanService>().SubmitAsync(request, TestContext.Current.CancellationToken);

        var run = provider.GetRequiredService<OneShotScan>().RunAsync(request, TextWriter.Null, TestContext.Current.CancellationToken);
        await sweep.Begun.WaitAsync(Patience, TestContext.Current.CancellationToken);
        // What does not wait for the removal comes to the worker meanwhile, as it has nothing else to wait for.
        for (var turn = 0; turn < 1000 && !run.IsCompleted; turn++)
        {
            await Task.Yield();
        }

        sweep.End();

        var error = await Assert.ThrowsAsync<EngineException>(() => run.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal("the removal was over", error.Failure.Message);
    }

    // An engine that can remove what is left, and does as long as the test says.
    public class HeldSweep : DispatchProxy
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public bool IsOver { get; private set; }

        public void End()
        {
            IsOver = true;
            _end.SetResult();
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
            => targetMethod?.Name == nameof(IImageEngine.SweepAsync) ? SweepAsync() : throw new NotSupportedException(targetMethod?.Name);

        private async Task<int> SweepAsync()
        {
            _begun.SetResult();
            await _end.Task;
            return 1;
        }
    }

    private sealed class AfterTheSweep(HeldSweep sweep) : IScanWorker
    {
        public Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
            => throw new EngineException(new ScanFailure(FailureKind.Internal, sweep.IsOver ? "the removal was over" : "the removal went on"));
    }

    private sealed class FullDisk : IScanWorker
    {
        public const string Words = "the disk is full";

        public Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
            => throw new EngineException(new ScanFailure(FailureKind.Internal, Words));
    }
}
