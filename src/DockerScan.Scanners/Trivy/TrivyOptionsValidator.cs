using System.Globalization;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Checks the options at start; names every fault at once.</summary>
internal sealed class TrivyOptionsValidator : IValidateOptions<TrivyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TrivyOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.CacheDirectory))
        {
            faults.Add($"{TrivyOptions.Section}:{nameof(options.CacheDirectory)} must name a folder; it is empty");
        }

        Range(faults, nameof(options.DatabaseGraceHours), options.DatabaseGraceHours, 0, 8760);
        Range(faults, nameof(options.RefreshTimeoutSeconds), options.RefreshTimeoutSeconds, 5, 3600);
        Range(faults, nameof(options.BaseTimeoutSeconds), options.BaseTimeoutSeconds, 10, 3600);
        Range(faults, nameof(options.SecondsPer100MiB), options.SecondsPer100MiB, 0, 600);
        Range(faults, nameof(options.MaxTimeoutSeconds), options.MaxTimeoutSeconds, Math.Clamp(options.BaseTimeoutSeconds, 10, 3600), 86_400);
        Range(faults, nameof(options.MaxWaitSeconds), options.MaxWaitSeconds, 0, 86_400);
        Range(faults, nameof(options.MaxReportBytes), options.MaxReportBytes, 1024, int.MaxValue);
        Range(faults, nameof(options.MaxFindings), options.MaxFindings, 1, 1_000_000);
        Range(faults, nameof(options.MaxKnownBytes), options.MaxKnownBytes, 0, 1L << 40);
        if (options.DatabaseRepository is { } repository && (repository.Length == 0 || repository[0] == '-' || repository.Any(char.IsWhiteSpace)))
        {
            faults.Add($"{TrivyOptions.Section}:{nameof(options.DatabaseRepository)} must be a repository like registry/trivy-db:2; it is '{repository}'");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Range(List<string> faults, string key, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{TrivyOptions.Section}:{key} must be {min} to {max}; it is {value}"));
        }
    }
}
