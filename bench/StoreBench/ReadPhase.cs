using System.Security.Cryptography;
using DockerScan.Core.Diff;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;

namespace StoreBench;

/// <summary>What people and watches ask of a large store, and whether asking it again and again takes memory.</summary>
internal static class ReadPhase
{
    private const int Runs = 400;
    private const int Rounds = 5;
    private const int Pages = 20;
    private const int Page = 50;

    private static CancellationToken None => CancellationToken.None;

    public static async Task MeasureAsync(BenchStore store, Samples samples)
    {
        var questions = Questions(store, samples);
        // Once unmeasured: the first of each are compiled while they run.
        await AskAsync(questions, measured: false);
        var before = Held();
        await AskAsync(questions, measured: true);
        for (var round = 0; round < Rounds; round++)
        {
            await AskAsync(questions, measured: false);
        }

        Measured.Note($"{Environment.WorkingSet >> 20} MiB are resident after {(Rounds + 2) * Runs * questions.Count} questions");
        Measured.Say("memory after as many again, MiB more", Math.Max(0, Held() - before));
    }

    private static Dictionary<string, Func<int, Task<int>>> Questions(BenchStore store, Samples samples) => new(StringComparer.Ordinal)
    {
        ["history, a page"] = async run => (await store.List.ListAsync(new ScanListQuery { Take = Page, Skip = run % Pages * Page }, None)).Count,
        ["history of one image"] = async _ => (await store.List.ListAsync(new ScanListQuery { Reference = ImageReference.Parse(Any(samples)).ToString(), Take = Page }, None)).Count,
        ["latest per watch"] = async _ => (await store.Scans.FindLatestAsync(ImageReference.Parse(Any(samples)).ToString(), None))!.Findings.Count,
        ["findings page by severity"] = async _ => BySeverity(await FindAsync(store, RandomNumberGenerator.GetInt32(samples.Count))),
        ["one vulnerability over all images"] = async _ => (await store.Index.FindAsync(
            new FindingSearch { Text = samples.Vulnerability(RandomNumberGenerator.GetInt32(samples.Images)), Take = Page }, None)).Count + 1,
        ["diff"] = async _ =>
        {
            var image = RandomNumberGenerator.GetInt32(samples.Images);
            var diff = ScanDiff.Compare(await FindAsync(store, image), await FindAsync(store, image + samples.Images));
            return diff.New.Count + diff.Unchanged.Count;
        },
    };

    private static async Task AskAsync(Dictionary<string, Func<int, Task<int>>> questions, bool measured)
    {
        foreach (var (name, askAsync) in questions)
        {
            var slowest = await Measured.SlowestAsync(Runs, askAsync);
            if (measured)
            {
                Measured.Say($"{name}, ms", slowest);
            }
        }
    }

    private static string Any(Samples samples) => Samples.Image(RandomNumberGenerator.GetInt32(samples.Images));

    private static async Task<ScanResult> FindAsync(BenchStore store, int number) => (await store.Scans.FindResultAsync(Samples.Id(number), None))!;

    private static int BySeverity(ScanResult result) => result.Findings.OrderByDescending(finding => finding.Details.Severity).Take(Page).Count();

    private static double Held() => GC.GetTotalMemory(forceFullCollection: true) / (double)(1 << 20);
}
