using System.Diagnostics;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;

namespace ChatBench;

/// <summary>
/// A long queue, on a node that has chats alone: how soon <c>status</c> is answered, whose scan starts next, and how soon a card shows a step
/// while many scans run. The scans are claimed by whoever measures, as a worker of another node claims them.
/// </summary>
internal static class QueuePhase
{
    private const int Queued = 300;
    private const int InFlight = 100;
    private const int Questions = 40;

    // Nobody of the other phases, and the ones who only ask after those who scan.
    private const int First = 20_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Between the steps of one scan: longer than the pause that a card makes after each.
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);
    private static readonly string[] Stages = [StageIds.Resolve, StageIds.Acquire, StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun];

    public static async Task MeasureAsync(string program)
    {
        await using var platforms = new Platforms();
        var settings = new Dictionary<string, string>(platforms.Settings(overHttp: true), StringComparer.Ordinal) { ["DOCKERSCAN__Serve__Role"] = "Chat" };
        await using var serve = await ServeProcess.StartAsync(program, settings);
        await using var node = new OtherNode(serve.Data);
        await using var arrivals = new Arrivals(platforms);
        using var client = new HttpClient { BaseAddress = serve.Address };
        Person Someone(int number) => new(platforms, client, First + number);

        await node.QueueAsync(Queued);
        await Someone(0).TypeAsync("scan", "bench/mine:1");
        await node.UntilQueuedAsync(Queued + 1, Limit);
        Report.Value("scans that start before a person's", await CountBeforeAsync(node, "bench/mine:1"));

        for (var number = 0; number < Queued; number++)
        {
            await Someone(number + 1).TypeAsync("scan", FormattableString.Invariant($"bench/asked:{number}"));
        }

        await node.UntilQueuedAsync(2 * Queued, Limit);
        Report.Write("status", await AskAsync(arrivals, number => Someone(Queued + 1 + number)));
        await StepsAsync(node, arrivals);
    }

    private static async Task<int> CountBeforeAsync(OtherNode node, string mine)
    {
        for (var before = 0; ; before++)
        {
            if ((await node.ClaimAsync()).Item.Request.Reference.Familiar == mine)
            {
                return before;
            }
        }
    }

    // From the command to its card.
    private static async Task<Measured> AskAsync(Arrivals arrivals, Func<int, Person> someone)
    {
        List<double> milliseconds = [];
        for (var number = 0; number < Questions; number++)
        {
            arrivals.Forget();
            var started = Stopwatch.GetTimestamp();
            var key = await someone(number).TypeAsync("status");
            await Waiting.UntilAsync(() => arrivals.Has(key, FormattableString.Invariant($"{2 * Queued}")), Tick, Limit, "status is not answered");
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Measured(milliseconds, []);
    }

    private static async Task StepsAsync(OtherNode node, Arrivals arrivals)
    {
        List<Claimed<ScanJob>> running = [];
        while (running.Count < InFlight)
        {
            running.Add(await node.ClaimAsync());
        }

        Dictionary<string, long> ended = new(StringComparer.Ordinal);
        for (var step = 0; step < Stages.Length; step++)
        {
            arrivals.Forget();
            await RoundAsync(node, running, step, ended);
        }

        await Waiting.UntilAsync(() => arrivals.Marks.Count == ended.Count, Tick, Limit, "steps are not shown");
        var shown = new Measured(ended.Select(mark => Stopwatch.GetElapsedTime(mark.Value, arrivals.Marks[mark.Key]).TotalMilliseconds), []);
        Report.Write("step", shown);
        Report.Value("step slowest, ms", shown.Slowest);
    }

    // Every scan ends its stage, one after another, so that steps are spread over the time as those of real scans are.
    private static async Task RoundAsync(OtherNode node, List<Claimed<ScanJob>> running, int step, Dictionary<string, long> ended)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var (number, claimed) in running.Index())
        {
            var wait = (Round * number / InFlight) - Stopwatch.GetElapsedTime(started);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            ended[Arrivals.Mark(number, step)] = Stopwatch.GetTimestamp();
            await node.ReportAsync(claimed, [.. Stages.Take(step + 1).Select((stage, index) => new StageProgress(stage, StageOutcome.Completed, 1, Arrivals.Mark(number, index)))]);
        }
    }
}
