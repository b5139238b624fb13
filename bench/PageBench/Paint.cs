using System.Globalization;
using DockerScan.Host.Tests.Browser;

namespace PageBench;

/// <summary>How long a person looks at an empty window.</summary>
internal static class Paint
{
    private const int Times = 5;

    /// <summary>The first is left out: it starts what the others find.</summary>
    public static async Task<double> MedianAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var browser = await Chromium.StartAsync(cancellationToken);
        List<double> taken = [];
        for (var time = 0; time <= Times; time++)
        {
            var tab = await browser.OpenAsync(cancellationToken);
            await tab.LookAsync(1280, isDark: false, "en", withScript: true, cancellationToken);
            await tab.GoAsync(address, cancellationToken);
            await tab.UntilAsync("performance.getEntriesByName('first-contentful-paint').length > 0", cancellationToken);
            var painted = await tab.RunAsync("performance.getEntriesByName('first-contentful-paint')[0].startTime", cancellationToken);
            taken.Add(double.Parse(painted!.ToJsonString(), CultureInfo.InvariantCulture));
        }

        return taken.Skip(1).Order().ElementAt(Times / 2);
    }
}
