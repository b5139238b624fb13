using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Work;

public sealed class WorkerPresenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FindDead_OthersAlive_IsEmpty()
    {
        using var one = Open();
        using var other = Open();

        Assert.Empty(one.FindDead());
        Assert.Empty(other.FindDead());
        Assert.NotEqual(one.Name, other.Name);
    }

    [Fact]
    public void FindDead_FileThatNobodyHolds_IsThatWorkerUntilForgotten()
    {
        using var one = Open();
        File.WriteAllText(Path.Combine(_folder, "killed1.worker"), string.Empty);

        Assert.Equal(["killed1"], one.FindDead());

        one.Forget("killed1");
        Assert.Empty(one.FindDead());
    }

    [Fact]
    public void Dispose_LeavesNoTrace()
    {
        Open().Dispose();

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void NoFolder_TellsNobodyDead()
    {
        using var one = new WorkerPresence(string.Empty, new RandomIdGenerator());

        Assert.Empty(one.FindDead());
        Assert.NotEqual(string.Empty, one.Name);
    }

    [Fact]
    public void FolderThatIsAFile_IsRefused()
    {
        var file = Path.Combine(_folder, "x");
        File.WriteAllText(file, string.Empty);

        Assert.Throws<EngineException>(() => new WorkerPresence(file, new RandomIdGenerator()));
    }

    [Fact]
    public async Task Sweep_KilledWorkersScan_IsClaimedAgainBeforeItsLeaseIsOver()
    {
        using var rig = new Rig(workers: _folder, withSqlite: true);
        var store = rig.Services.GetRequiredService<IScanStore>();
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        var job = (await rig.Scans.SubmitAsync(Rig.Request(), TestContext.Current.CancellationToken)).Job;
        await store.ClaimAsync(new ClaimWish("killed1", TimeSpan.FromHours(1)) { Only = job.Id.Value }, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "killed1.worker"), string.Empty, TestContext.Current.CancellationToken);
        Assert.False(await rig.Worker.RunNextAsync(job.Id, OnStop.Cancel, TestContext.Current.CancellationToken));

        await rig.Sweeper.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(rig.Engine.SpareWhenSwept);
        Assert.True(await rig.Worker.RunNextAsync(job.Id, OnStop.Cancel, TestContext.Current.CancellationToken));
        Assert.Equal(ScanState.Finished, (await store.FindJobAsync(job.Id, TestContext.Current.CancellationToken))!.State);
        Assert.DoesNotContain("killed1", Directory.GetFiles(_folder).Select(Path.GetFileNameWithoutExtension));
    }

    private WorkerPresence Open() => new(_folder, new RandomIdGenerator());
}
