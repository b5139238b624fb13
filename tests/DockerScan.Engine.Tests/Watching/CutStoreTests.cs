using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>The store cannot be reached for a minute in the middle of a run: the run ends once it can, once, and nothing is told twice.</summary>
public sealed class CutStoreTests : IDisposable
{
    private static readonly TimeSpan Cut = TimeSpan.FromMinutes(1);
    private readonly WatchRig _rig;
    private DateTimeOffset? _until;
    private bool _hasBeenCut;

    public CutStoreTests() => _rig = new WatchRig(isCut: () => _until is not null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("while the registry is asked", 1)]
    [InlineData("while the image is scanned", 2)]
    [InlineData("while the news are told", 1)]
    public async Task Run_StoreIsCutInTheMiddle_EndsOnceAfterwards(string when, int scans)
    {
        var watch = await _rig.WatchAsync();
        var (runs, told) = (_rig.Rig.Trivy.Runs, _rig.News.Ended.Count);
        _rig.Replace();
        _rig.Tags.OnLook = () => CutOnce(when == "while the registry is asked");
        _rig.News.OnEnded = () => CutOnce(when == "while the news are told");
        _rig.Rig.Trivy.Scan = (_, _) =>
        {
            CutOnce(when == "while the image is scanned");
            return Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });
        };
        _rig.Rig.Time.Advance(TimeSpan.FromHours(1));
        var planned = _rig.Rig.Time.GetUtcNow();
        await _rig.Store.PlanAsync(watch.Id, planned, Token);

        await WorkThroughAsync();

        var run = (await _rig.Store.ListLastAsync(Token)).Single();
        Assert.Equal((planned, WatchRunOutcome.Ended, 1, 0), (run.Planned, run.End.Outcome, run.End.Counts.Scanned, run.End.Counts.Failed));
        Assert.Equal((Rig.OtherDigest, 0), ((await _rig.TargetAsync(watch)).ScannedDigest, (await _rig.TargetAsync(watch)).Failures));
        Assert.Equal((runs + scans, 2), (_rig.Rig.Trivy.Runs, (await _rig.Scans.FindIdsAsync(string.Empty, 10, Token)).Count));
        // Whoever tells them finds the key of the run, and speaks once.
        Assert.Single(_rig.News.Ended.Skip(told).Select(news => news.Run).Distinct());
        Assert.Equal(ScanState.Finished, (await _rig.Scans.FindJobAsync(_rig.News.Ended[^1].Changes.Single().After, Token))?.State);
    }

    private void CutOnce(bool isNow)
    {
        if (isNow && _until is null && !_hasBeenCut)
        {
            (_until, _hasBeenCut) = (_rig.Rig.Time.GetUtcNow() + Cut, true);
        }
    }

    // As the loops of a program do, which go on whatever a step ended with.
    private async Task WorkThroughAsync()
    {
        for (var step = 0; step < 100; step++)
        {
            await TryAsync(() => _rig.Service.RunNextAsync(Token));
            await TryAsync(() => _rig.Rig.Worker.RunNextAsync(null, OnStop.Release, Token));
            if (_until <= _rig.Rig.Time.GetUtcNow())
            {
                _until = null;
            }

            if (_until is null && await _rig.Store.CountOpenAsync(Token) == 0)
            {
                Assert.True(_hasBeenCut);
                return;
            }

            _rig.Rig.Time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Fail("the run does not end");
    }

    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (EngineException)
        {
            // The loop logs it and goes on.
        }
    }
}
