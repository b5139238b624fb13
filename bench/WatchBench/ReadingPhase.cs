using System.Diagnostics;
using System.Globalization;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Diff;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Sqlite;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WatchBench;

/// <summary>What a comparison of two large results costs, and what many acceptances cost whoever reads one. In a warm process; medians.</summary>
internal static class ReadingPhase
{
    private const int Findings = 5_000;
    private const int Packages = 500;
    private const int Other = 250;
    private const int Accepted = 10_000;
    private const int Repositories = 100;
    private const int Runs = 21;

    public static async Task MeasureAsync()
    {
        var (before, after) = (SampleScans.Large(Findings, Packages), Later());
        var diff = ScanDiff.Compare(before, after);
        if ((diff.New.Count, diff.Fixed.Count, diff.Unchanged.Count) != (Other, Other, Findings - Other))
        {
            throw new InvalidOperationException($"{diff.New.Count} are new and {diff.Fixed.Count} fixed");
        }

        Report.Say("diff of 5,000 findings, ms", Median(() => ScanDiff.Compare(before, after)), "0.0");
        Report.Say("news of 5,000 findings, ms", Median(() => ResultNews.Compare(before, [before], after, WatchReason.DatabaseChanged)), "0.0");
        await AcceptancesAsync(before);
    }

    // As many findings, of which some are others.
    private static ScanResult Later()
    {
        var more = SampleScans.Large(Findings + Other, Packages);
        return more with { Findings = [.. more.Findings.OrderBy(finding => finding.Details.Id, StringComparer.Ordinal).Skip(Other)] };
    }

    // As whoever shows a verdict reads it: those of the store that may be about its repository, and the findings that they cover.
    private static async Task AcceptancesAsync(ScanResult result)
    {
        var folder = Directory.CreateTempSubdirectory("dockerscan-bench-");
        var checklist = SampleChecklist.Create();
        await using (var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .Configure<StorageOptions>(storage => storage.Path = Path.Combine(folder.FullName, "store.db")).AddSqliteStore().BuildServiceProvider())
        {
            await services.GetRequiredService<IScanStore>().InitializeAsync(CancellationToken.None);
            var store = services.GetRequiredService<IAcceptanceStore>();
            var all = Enumerable.Range(0, Accepted).Select(number => Make(result, number)).ToList();
            foreach (var one in all)
            {
                await store.AddAsync(one, CancellationToken.None);
            }

            var covered = await ReadAsync();
            Report.Note($"{Accepted} acceptances for {Repositories} repositories, {covered} of them cover a finding of the result");
            Report.Say("verdict with 10,000 acceptances, ms", await MedianAsync(ReadAsync), "0.0");
            List<Acceptance> own = [.. all.Select(one => one with { Repository = result.Reference.Repository })];
            Report.Say("verdict with 10,000 acceptances of its repository in hand, ms", Median(() => AcceptedReading.At(result, own, checklist, ScanSamples.Start)), "0.0");

            async Task<int> ReadAsync()
                => AcceptedReading.At(result, await store.ListForAsync(result.Reference.Repository, ScanSamples.Start, CancellationToken.None), checklist, ScanSamples.Start).Accepted.ByKey.Count;
        }

        folder.Delete(recursive: true);
    }

    private static Acceptance Make(ScanResult result, int number)
    {
        var finding = result.Findings[number % result.Findings.Count];
        return AcceptanceSamples.Acceptance(number) with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"bench{number:D6}"),
            Scope = AcceptanceScope.Finding,
            Key = finding.Key,
            Repository = number % Repositories == 0 ? result.Reference.Repository : string.Create(CultureInfo.InvariantCulture, $"docker.io/library/other{number % Repositories}"),
            MadeAt = ScanSamples.Start.AddDays(-1),
            ExpiresAt = ScanSamples.Start.AddDays(30),
            WorstRisk = null,
            Removal = null,
            Digest = null,
        };
    }

    private static double Median<T>(Func<T> measured)
    {
        var times = Enumerable.Range(0, Runs).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            GC.KeepAlive(measured());
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        });
        // The first of them are compiled while they run.
        return times.Skip(Runs / 3).Order().ElementAt((Runs - (Runs / 3)) / 2);
    }

    private static async Task<double> MedianAsync<T>(Func<Task<T>> measured)
    {
        List<double> times = [];
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await measured();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Skip(Runs / 3).Order().ElementAt((Runs - (Runs / 3)) / 2);
    }
}
