// Measures what a night of watches does: the packages that are stored with results, 165 of each image, against a database that came later, by
// a real Trivy server. Arguments: Trivy, the folder of the database, how many lists. Prints a line each: the very first one (a new
// server, a new process), and, once it is warm, of one round the median and the sum.
using System.Diagnostics;
using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Tool;
using DockerScan.TestKit.Builders;
using MatchBench;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

const int WarmUps = 3;
var (tool, database, count) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var folder = Directory.CreateTempSubdirectory("dockerscan-bench-");
using var stop = new CancellationTokenSource();
var services = new ServiceCollection();
services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
services.AddSingleton(SampleChecklist.Create());
services.AddSingleton<IIdGenerator, CountingIds>();
services.Configure<TrivyOptions>(options => (options.Path, options.CacheDirectory, options.DatabasePath, options.KeepServer) = (tool, folder.FullName, database, true));
services.AddTrivyScanner();
await using var provider = services.BuildServiceProvider();
var matcher = provider.GetRequiredService<IPackageMatcher>();
var keeping = provider.GetRequiredService<ITrivyServerKeeper>().RunAsync(stop.Token);
try
{
    var located = (await provider.GetRequiredService<TrivyToolLocator>().LocateAsync(stop.Token)).Tool ?? throw new InvalidOperationException("no Trivy");
    var names = StoredLists.Names(database);
    var results = Enumerable.Range(1, count).Select(i => StoredLists.Result(AnalysisKey.OfPackages(located), names, i)).ToList();
    var paths = provider.GetRequiredService<TrivyPaths>();
    while (!File.Exists(paths.ServerFile))
    {
        await Task.Delay(50, stop.Token);
    }

    var (before, _) = await MatchAsync(results);
    // A program that stays, as one with watches does, has compiled what it runs.
    for (var i = 0; i < WarmUps; i++)
    {
        await MatchAsync(results);
    }

    var (took, findings) = await MatchAsync(results);
    var text = CultureInfo.InvariantCulture;
    Console.WriteLine(string.Create(text, $"first match, ms: {before[0]:F2}"));
    Console.WriteLine(string.Create(text, $"match, ms: {took.Order().ElementAt(took.Count / 2):F2}"));
    Console.WriteLine(string.Create(text, $"{count} matches, ms: {took.Sum():F1}"));
    Console.WriteLine(string.Create(text, $"findings: {findings}"));
}
finally
{
    await stop.CancelAsync();
    await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    folder.Delete(recursive: true);
}

async Task<(List<double> Took, int Findings)> MatchAsync(IEnumerable<ScanResult> results)
{
    var (took, findings) = (new List<double>(), 0);
    foreach (var result in results)
    {
        var began = Stopwatch.GetTimestamp();
        var match = await matcher.MatchAsync(result, stop.Token);
        took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        findings += match.IsMatched && match.PackageCount == StoredLists.Size ? match.Findings.Count : throw new InvalidOperationException($"not matched: {match.Problem}");
    }

    return (took, findings);
}
