using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal;

internal sealed class VirusTotalOptionsValidator : IValidateOptions<VirusTotalOptions>
{
    private const int MaxHours = 8760;

    public ValidateOptionsResult Validate(string? name, VirusTotalOptions options)
    {
        List<string> failures = [];
        Range(failures, nameof(options.RequestsPerMinute), options.RequestsPerMinute, 1, 10_000);
        Range(failures, nameof(options.RequestsPerDay), options.RequestsPerDay, 1, 10_000_000);
        Range(failures, nameof(options.InteractiveReserve), options.InteractiveReserve, 0, Math.Max(0, options.RequestsPerDay));
        Range(failures, nameof(options.MaliciousEngines), options.MaliciousEngines, 1, 100);
        Range(failures, nameof(options.SuspiciousEngines), options.SuspiciousEngines, 1, Math.Max(1, options.MaliciousEngines));
        Range(failures, nameof(options.MaliciousHours), options.MaliciousHours, 1, MaxHours);
        Range(failures, nameof(options.SuspiciousHours), options.SuspiciousHours, 1, MaxHours);
        Range(failures, nameof(options.HarmlessHours), options.HarmlessHours, 1, MaxHours);
        Range(failures, nameof(options.UnknownHours), options.UnknownHours, 1, MaxHours);
        Range(failures, nameof(options.TimeoutSeconds), options.TimeoutSeconds, 1, 60);
        Range(failures, nameof(options.MaxUploadMiB), options.MaxUploadMiB, 1, 650);
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

    private static void Range(List<string> failures, string key, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            failures.Add(FormattableString.Invariant($"VirusTotal:{key} is {value}; it must be {least} to {most}"));
        }
    }
}
