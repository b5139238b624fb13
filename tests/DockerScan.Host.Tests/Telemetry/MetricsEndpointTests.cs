using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using DockerScan.Core.Telemetry;
using DockerScan.Host.Telemetry;
using DockerScan.Host.Tests.Web;

namespace DockerScan.Host.Tests.Telemetry;

public sealed partial class MetricsEndpointTests
{
    private const string On = """, "Telemetry": { "Prometheus": true }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_NotAskedFor_IsNothing()
    {
        await using var app = await ServedApp.StartAsync(Token);

        using var answer = await app.Client.GetAsync(new Uri("/metrics", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_EveryKindOfWork_IsAsTheDocumentSays()
    {
        await using var app = await ServedApp.StartAsync(Token, On);
        CountEverything(app.Get<NodeMetrics>());

        var text = await ScrapeAsync(app, "dockerscan_queue_scans");

        var documented = DocumentedMetrics.Read();
        var types = Type().Matches(text).Where(type => type.Groups["name"].Value.StartsWith("dockerscan", StringComparison.Ordinal))
            .Select(type => (Name: type.Groups["name"].Value, Type: type.Groups["type"].Value)).ToList();
        // Without a database there is no age of one.
        Assert.Equal(documented.Keys.Except(["dockerscan_database_age_seconds"]).Order(StringComparer.Ordinal), types.Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.All(types, each => Assert.Equal(documented[each.Name].Type, each.Type));
        foreach (Match sample in Sample().Matches(text))
        {
            var name = documented.ContainsKey(sample.Groups["name"].Value) ? sample.Groups["name"].Value : Suffix().Replace(sample.Groups["name"].Value, string.Empty);
            var labels = Label().Matches(sample.Groups["labels"].Value).Select(label => label.Groups["label"].Value).Where(label => label != "le" && !label.StartsWith("otel_", StringComparison.Ordinal));
            Assert.Equal(documented[name].Labels.Order(StringComparer.Ordinal), labels.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("dockerscan_scan_duration_seconds", "of scans")]
    [InlineData("dockerscan_scan_wait_seconds", "of waiting")]
    [InlineData("dockerscan_stage_duration_seconds", "of stages")]
    [InlineData("dockerscan_store_operation_duration_seconds", "of the store")]
    public async Task Get_Histogram_HasTheBucketsOfTheDocument(string name, string words)
    {
        await using var app = await ServedApp.StartAsync(Token, On);
        CountEverything(app.Get<NodeMetrics>());

        var text = await ScrapeAsync(app, name + "_bucket");

        var line = File.ReadLines(Path.Combine(Repository.Root, "docs", "observability.md")).Single(line => line.StartsWith("Buckets, in seconds:", StringComparison.Ordinal));
        var documented = line.Split(';').Select(part => part.Split(words)).Single(part => part.Length == 2)[1].Trim(' ', '.').Split(", ");
        var bounds = text.Split('\n').Where(line => line.StartsWith(name + "_bucket", StringComparison.Ordinal)).Select(line => Bound().Match(line).Groups["le"].Value).Distinct();
        Assert.Equal(documented.Append("+Inf"), bounds);
    }

    [Theory]
    [InlineData("scan.example.org", HttpStatusCode.NotFound)]
    [InlineData("SCAN.example.org.", HttpStatusCode.NotFound)]
    [InlineData("bot:8080", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task Get_UnderAName_IsNotUnderThatOfThePages(string host, HttpStatusCode expected)
    {
        await using var app = await ServedApp.StartAsync(Token, On + """, "Web": { "PublicUrl": "https://scan.example.org" }""");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/metrics", UriKind.Relative));
        request.Headers.Host = host;

        using var answer = await app.Client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("/metrics", answer.RequestMessage?.RequestUri?.AbsolutePath);
    }

    [Fact]
    public async Task Instruments_Each_HasANameOfItsOwn()
    {
        await using var app = await ServedApp.StartAsync(Token);
        _ = app.Get<NodeGauges>();
        var meter = app.Get<NodeMetrics>().Meter;
        List<string> names = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.AddRange(ReferenceEquals(instrument.Meter, meter) ? [instrument.Name] : []) };
        listener.Start();

        Assert.Equal(DocumentedMetrics.Read().Count, names.Count);
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    private static void CountEverything(NodeMetrics metrics)
    {
        metrics.ScanStarted();
        metrics.ScanEnded("complete", TimeSpan.FromSeconds(3));
        metrics.ScanWaited("person", TimeSpan.FromSeconds(-1));
        metrics.StageEnded("trivy", "completed", TimeSpan.FromSeconds(2));
        metrics.ClaimLost("scan");
        metrics.LookupEnded("answered");
        metrics.CardEnded("slack", "delivered");
        metrics.CommandEnded("slack", "scan", "completed");
        metrics.WatchRunEnded("ended");
        metrics.StoreEnded(metrics.StoreStarted(), "sqlite", isOk: true);
    }

    private static async Task<string> ScrapeAsync(ServedApp app, string until)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        string text;
        do
        {
            text = await app.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);
        }
        while (!text.Contains(until, StringComparison.Ordinal) && await timer.WaitForNextTickAsync(Token));

        return text;
    }

    [GeneratedRegex(@"^# TYPE (?<name>\w+) (?<type>\w+)", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>dockerscan_\w+)(\{(?<labels>[^}]*)\})? ", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex("le=\"(?<le>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Bound();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();

    [GeneratedRegex("(?<label>\\w+)=\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
