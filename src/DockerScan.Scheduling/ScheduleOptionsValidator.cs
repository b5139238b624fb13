using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.Options;

namespace DockerScan.Scheduling;

internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options)
    {
        List<string> failures = [.. new ScheduleOptionsBounds().Validate(name, options).Failures ?? []];
        if (ZoneReader.Read(options.Zone) is { IsSuccess: false, Failure: { } zone })
        {
            failures.Add($"Schedules:Zone: {zone.Message}");
        }

        try
        {
            _ = PingAddress.Find(options);
        }
        catch (InvalidDataException problem)
        {
            failures.Add(problem.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class ScheduleOptionsBounds : IValidateOptions<ScheduleOptions>;
