using System.Globalization;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Sqlite;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PageBench;

// Fills a store for bench/pages.sh: a result of 5,000 findings, a small one, and a scan that is under way.
// Usage: PageBench STORE TRIVY-JSON. Prints the three scans; the first result is written as Trivy's JSON too, for its own template.
//        PageBench paint PAGE…: addresses, or files, which are served; a line for each, in milliseconds: first content, the same again, largest content (Paint).
const int Findings = 5_000;
if (args is ["paint", .. var wanted])
{
    var served = wanted.Where(File.Exists).ToDictionary(file => file, file => new FileServer(file), StringComparer.Ordinal);
    foreach (var (first, again, whole) in await Paint.MediansAsync([.. wanted.Select(page => served.TryGetValue(page, out var server) ? server.Page : new Uri(page))], CancellationToken.None))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:F1} {again:F1} {whole:F1}"));
    }

    return;
}

var (path, json) = (args[0], args[1]);
await using var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSqliteStore().AddSingleton(Options.Create(new StorageOptions { Path = path })).BuildServiceProvider();
var store = services.GetRequiredService<IScanStore>();
await store.InitializeAsync(CancellationToken.None);
var large = SampleScans.Large(Findings, 400);
var now = TimeProvider.System.GetUtcNow();
foreach (var (number, scan, name) in ((int, ScanResult, string)[])[(1, large, "fat:latest"), (2, SampleScans.Partial(), "redis:7")])
{
    var id = ScanSamples.Id(number);
    await store.EnqueueAsync(id, ScanSamples.Request(name), now, CancellationToken.None);
    await store.FinishAsync(scan with { Id = id, FinishedAt = now }, await ClaimAsync(id), CancellationToken.None);
    Console.WriteLine(id);
}

var running = ScanSamples.Id(3);
await store.EnqueueAsync(running, ScanSamples.Request("miner:latest"), now, CancellationToken.None);
await ClaimAsync(running);
Console.WriteLine(running);

await using var file = File.Create(json);
await JsonSerializer.SerializeAsync(file, new
{
    SchemaVersion = 2, ArtifactName = "fat:latest", ArtifactType = "container_image", Metadata = new { OS = new { Family = "debian", Name = "12.5" } },
    Results = new[]
    {
        new
        {
            Target = "fat:latest (debian 12.5)", Class = "os-pkgs", Type = "debian",
            Vulnerabilities = large.Findings.Select(finding => new
            {
                VulnerabilityID = finding.Details.Id, PkgName = finding.Details.Target, finding.Details.InstalledVersion, FixedVersion = finding.Details.FixedVersion ?? string.Empty,
                Severity = finding.Details.Severity.ToString().ToUpperInvariant(), finding.Details.Title, finding.Details.Description, PrimaryURL = finding.Details.References is [var first, ..] ? first : string.Empty, finding.Details.References,
            }),
        },
    },
});

async Task<Claim> ClaimAsync(ScanId scan)
    => (await store.ClaimAsync(new ClaimWish("bench", TimeSpan.FromMinutes(10)) { Only = scan.Value }, CancellationToken.None) ?? throw new InvalidOperationException($"{scan} cannot be claimed")).Claim;
