using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal;

internal sealed class VirusTotalOptionsValidator : IValidateOptions<VirusTotalOptions>
{
    public ValidateOptionsResult Validate(string? name, VirusTotalOptions options)
    {
        List<string> failures = [.. new VirusTotalOptionsBounds().Validate(name, options).Failures ?? []];
        NotAbove(failures, nameof(options.InteractiveReserve), options.InteractiveReserve, nameof(options.RequestsPerDay), options.RequestsPerDay);
        NotAbove(failures, nameof(options.SuspiciousEngines), options.SuspiciousEngines, nameof(options.MaliciousEngines), options.MaliciousEngines);
        if (!VirusTotalHosts.IsApi(options.ApiUrl))
        {
            failures.Add("VirusTotal:ApiUrl must be https://www.virustotal.com/api/v3/, or http on this machine, and end with /");
        }

        try
        {
            VirusTotalKey.Find(options);
        }
        catch (InvalidDataException problem)
        {
            failures.Add(problem.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void NotAbove(List<string> failures, string key, int value, string other, int most)
    {
        if (value > most)
        {
            failures.Add(FormattableString.Invariant($"VirusTotal:{key} is {value}; it must not be above VirusTotal:{other}, which is {most}"));
        }
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class VirusTotalOptionsBounds : IValidateOptions<VirusTotalOptions>;
