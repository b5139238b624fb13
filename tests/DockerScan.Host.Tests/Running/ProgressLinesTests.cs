using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.Host.Running;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Host.Tests.Running;

public sealed class ProgressLinesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _written = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Show_StageThatEnds_SaysHowLongItTook()
    {
        var lines = new ProgressLines(_written, isTerminal: false, _time);

        lines.Show(Snapshot(new StageProgress("trivy", null, null, null)));
        _time.Advance(TimeSpan.FromSeconds(3.2));
        lines.Show(Snapshot(new StageProgress("trivy", StageOutcome.Completed, null, null), new StageProgress("sandbox", StageOutcome.Skipped, null, "--no-sandbox")));
        lines.Show(Snapshot(new StageProgress("trivy", StageOutcome.Completed, null, null)));

        Assert.Equal(
            ["  … Vulnerabilities and secrets (Trivy) ", "  ✓ Vulnerabilities and secrets (Trivy)  completed · 3.2 s", "  - Behaviour in the sandbox             skipped · --no-sandbox"], Lines());
    }

    [Theory]
    [InlineData("resolve", StageOutcome.Failed)]
    [InlineData("acquire", StageOutcome.TimedOut)]
    public void Show_ImageCouldNotBeHad_SaysThatAlone(string stage, StageOutcome outcome)
    {
        new ProgressLines(_written, isTerminal: false, _time).Show(Snapshot(
            new StageProgress(stage, outcome, null, "no such image"), new StageProgress("trivy", StageOutcome.Skipped, null, "the image could not be had"), new StageProgress("sandbox", StageOutcome.Skipped, null, "the image could not be had")));

        Assert.Contains("no such image", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_StageTellsSomething_SaysItOnce()
    {
        var lines = new ProgressLines(_written, isTerminal: false, _time);
        var told = new StageProgress("sandbox", null, null, null) { News = new StageNews(NewsKind.MinerLogin, "pool.example:3333\u001b[31m") };

        lines.Show(Snapshot(new StageProgress("sandbox", null, null, null)));
        lines.Show(Snapshot(told));
        lines.Show(Snapshot(told));

        Assert.Equal([$"  … {StageTitle.Wide("sandbox")}", $"  … {StageTitle.Wide("sandbox")} a miner logged in to pool.example:3333\ufffd[31m"], Lines());
    }

    [Theory]
    [InlineData(true, 7, "Behaviour in the sandbox 7 s\r")]
    [InlineData(false, 30, "  … Behaviour in the sandbox             30 s")]
    public async Task CountAsync_StageThatRuns_IsCounted(bool isTerminal, int seconds, string expected)
    {
        var lines = new ProgressLines(_written, isTerminal, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        lines.Show(Snapshot(new StageProgress("sandbox", null, null, null)));
        var counting = lines.CountAsync(over.Token);

        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        // The last tick may still be on its way.
        while (!_written.ToString().Contains(expected, StringComparison.Ordinal))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await over.CancelAsync();
        await counting;
        Assert.Equal(isTerminal, _written.ToString().EndsWith("\u001b[2K", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CountAsync_AllStagesRun_LineFitsATerminalOf80Columns()
    {
        var lines = new ProgressLines(_written, isTerminal: true, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        lines.Show(Snapshot([.. new[] { "trivy", "image-config", "autorun", "sandbox" }.Select(stage => new StageProgress(stage, null, null, null))]));
        var counting = lines.CountAsync(over.Token);

        _time.Advance(TimeSpan.FromSeconds(100));
        while (!_written.ToString().Contains('\r', StringComparison.Ordinal))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await over.CancelAsync();
        await counting;
        var line = _written.ToString().Split('\r')[0].Split("\u001b[2K")[^1];
        Assert.InRange(line.Length, 40, 79);
        Assert.EndsWith(" more", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountAsync_NothingRuns_WritesNothing()
    {
        var lines = new ProgressLines(_written, isTerminal: false, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var counting = lines.CountAsync(over.Token);

        _time.Advance(TimeSpan.FromMinutes(2));
        await over.CancelAsync();
        await counting;

        Assert.Empty(_written.ToString());
    }

    private static ScanProgress Snapshot(params StageProgress[] stages) => new(ScanId.Parse("abcdefghjk"), ScanPhase.Running, 0, stages, null);

    private string[] Lines() => _written.ToString().Split(_written.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
