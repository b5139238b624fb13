// Measures 1,000 indicators of ten scans, 90 % of them answered already, on a real store: what the look-ups cost beyond the network's own
// time, from the first question to the amended results, and what the stage adds to the slowest report.
using System.Diagnostics;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Work;
using DockerScan.Sqlite;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using DockerScan.TestKit.VirusTotal;
using DockerScan.VirusTotal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationBench;

const int Scans = 10;
const int Each = 100;
const int Missing = 10;
var folder = Directory.CreateTempSubdirectory("dockerscan-bench-");
await using var server = LoopbackVirusTotal.Start();
var services = new ServiceCollection();
services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
services.AddSingleton(SampleChecklist.Create());
services.Configure<StorageOptions>(storage => storage.Path = Path.Combine(folder.FullName, "store.db"));
services.Configure<VirusTotalOptions>(options =>
    (options.ApiKey, options.ApiUrl, options.RequestsPerMinute, options.RequestsPerDay) = (LoopbackVirusTotal.Key, server.Api.AbsoluteUri, 10_000, 10_000));
services.AddSqliteStore();
services.AddVirusTotal(Path.Combine(folder.FullName, "uploads"));
services.AddSingleton<IIdGenerator, RandomIdGenerator>();
services.AddSingleton(new WorkerPresence(string.Empty, new RandomIdGenerator()));
services.AddReputations();
await using var provider = services.BuildServiceProvider();
var (scans, store) = (provider.GetRequiredService<IScanStore>(), provider.GetRequiredService<IReputationStore>());
var source = new TimedSource(provider.GetRequiredService<IReputationSource>());
var (lookup, policy) = (provider.GetRequiredService<ReputationLookup>(), source.Policy!);
var worker = ActivatorUtilities.CreateInstance<LookupWorker>(provider, source);
await scans.InitializeAsync(CancellationToken.None);

var results = Enumerable.Range(0, Scans).Select(Make).ToList();
foreach (var result in results)
{
    await scans.KeepResultAsync(result, ScanSamples.Request($"bench:{result.Id}"), CancellationToken.None);
    foreach (var each in IndicatorCollector.Collect(result).Indicators.Skip(Missing))
    {
        await store.AnswerAsync(each.Indicator, ScanSamples.Report(checkedAt: DateTimeOffset.UtcNow), DateTimeOffset.UtcNow, CancellationToken.None);
    }
}

// Once before, so that nothing is compiled while it counts.
await lookup.AskAsync(results[0].Id, ScanSamples.Request("bench:first"), IndicatorCollector.Collect(Make(Scans)), policy, CancellationToken.None);
while ((await worker.RunNextAsync(policy, CancellationToken.None)).HasAsked)
{
    // Until all of them are answered.
}

await provider.GetRequiredService<ResultAmender>().RunAsync(policy, CancellationToken.None);
var before = (source.Network, source.Asked);
var started = Stopwatch.GetTimestamp();
var slowest = 0.0;
foreach (var result in results)
{
    var stage = Stopwatch.GetTimestamp();
    await lookup.AskAsync(result.Id, ScanSamples.Request($"bench:{result.Id}"), IndicatorCollector.Collect(result), policy, CancellationToken.None);
    slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(stage).TotalMilliseconds);
}

while ((await worker.RunNextAsync(policy, CancellationToken.None)).HasAsked)
{
    // Until all of them are answered.
}

await provider.GetRequiredService<ResultAmender>().RunAsync(policy, CancellationToken.None);
var elapsed = Stopwatch.GetElapsedTime(started);
var (network, asked) = (source.Network - before.Network, source.Asked - before.Asked);
if (asked != Scans * Missing)
{
    throw new InvalidOperationException($"{asked} were asked, not {Scans * Missing}");
}

folder.Delete(recursive: true);
Console.WriteLine($"asked {asked}; whole {elapsed.TotalMilliseconds:0} ms, network {network.TotalMilliseconds:0} ms");
Console.WriteLine($"stage, slowest, ms: {slowest:0}");
Console.WriteLine($"1,000 indicators beyond the network, ms: {(elapsed - network).TotalMilliseconds:0}");

static ScanResult Make(int number) => ScanSamples.Result(ScanSamples.Id(number)) with
{
    StartedAt = DateTimeOffset.UtcNow,
    Autorun = [.. Enumerable.Range(0, Each).Select(index => new AutorunFile
    {
        Path = $"/bin/tool{index}", Sha256 = $"{number:x4}{index:x4}".PadRight(64, 'a'), Kind = AutorunKind.Elf, StartedBy = "CMD",
    })],
};
