using Microsoft.Extensions.Options;

namespace DockerScan.Reporting;

internal sealed class ReportingOptionsValidator : IValidateOptions<ReportingOptions>
{
    public ValidateOptionsResult Validate(string? name, ReportingOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.ChecklistPath))
        {
            problems.Add("Reporting:ChecklistPath must name a file, and is empty");
        }

        CheckRange(problems, nameof(options.MaxFindingsInHtml), options.MaxFindingsInHtml, 1, 50_000);
        CheckRange(problems, nameof(options.MaxTableRows), options.MaxTableRows, 10, 5_000);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckRange(List<string> problems, string key, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            problems.Add($"Reporting:{key} must be {min} to {max}, and is {value}");
        }
    }
}
