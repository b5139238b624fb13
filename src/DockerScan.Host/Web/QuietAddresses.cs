using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary>Keeps addresses out of the log, whatever its settings say: the framework writes those of all requests with their query, and the query of a report's is a secret.</summary>
internal sealed class QuietAddresses : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A rule for a provider comes before one for all, so each that has rules needs its own.
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            options.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, filter: null));
        }
    }
}
