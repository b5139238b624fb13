using System.Globalization;
using DockerScan.Host.Tests.Browser;

namespace PageBench;

/// <summary>
/// How long a person looks at an empty window. All pages are measured in one way: in one browser that runs, each from a server of this machine, in turns, after another
/// page of the same server, so that no start of a process or a connection is in it. Medians of several, the first left out.
/// </summary>
internal static class Paint
{
    private const int Times = 9;
    private const string Content = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";
    private const string Largest = """
        new Promise(drawn => setTimeout(drawn, 300)).then(() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true })))
        """;

    /// <summary>Of each page: its first content for who was never there, the same for who has its style already, and its largest content for who was never there.</summary>
    public static async Task<IReadOnlyList<(double First, double Again, double Whole)>> MediansAsync(IReadOnlyList<Uri> pages, CancellationToken cancellationToken)
    {
        await using var browser = await Chromium.StartAsync(cancellationToken);
        var tabs = new List<Tab>();
        foreach (var page in pages)
        {
            var tab = await browser.OpenAsync(cancellationToken);
            await tab.LookAsync(1280, isDark: false, "en", withScript: true, cancellationToken);
            tabs.Add(tab);
        }

        var taken = pages.Select(_ => (First: new List<double>(), Again: new List<double>(), Whole: new List<double>())).ToList();
        for (var time = 0; time <= Times; time++)
        {
            for (var index = 0; index < pages.Count; index++)
            {
                await VisitAsync(tabs[index], pages[index], isNew: true, cancellationToken);
                taken[index].First.Add(await NumberAsync(tabs[index], Content, cancellationToken));
                taken[index].Whole.Add(await NumberAsync(tabs[index], Largest, cancellationToken));
                await VisitAsync(tabs[index], pages[index], isNew: false, cancellationToken);
                taken[index].Again.Add(await NumberAsync(tabs[index], Content, cancellationToken));
            }
        }

        return [.. taken.Select(page => (Median(page.First), Median(page.Again), Median(page.Whole)))];
    }

    private static async Task VisitAsync(Tab tab, Uri page, bool isNew, CancellationToken cancellationToken)
    {
        await tab.RememberAsync(!isNew, cancellationToken);
        await tab.GoAsync(new Uri(page, "/healthz"), cancellationToken);
        await tab.GoAsync(page, cancellationToken);
        await tab.UntilAsync($"({Content}) > 0", cancellationToken);
    }

    private static async Task<double> NumberAsync(Tab tab, string script, CancellationToken cancellationToken)
        => double.Parse((await tab.RunAsync(script, cancellationToken))!.ToJsonString(), CultureInfo.InvariantCulture);

    private static double Median(List<double> taken) => taken.Skip(1).Order().ElementAt(Times / 2);
}
