using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private const int MinBusySeconds = 1;
    private const int MaxBusySeconds = 300;

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            failures.Add("Storage:Path is empty; it must name the database file");
        }
        else if (options.Path.Contains('\0', StringComparison.Ordinal) || Path.GetFileName(options.Path).Length == 0)
        {
            failures.Add($"Storage:Path must name a file, not a folder; it is '{options.Path}'");
        }
        else if (options.Path.StartsWith(':') || options.Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add($"Storage:Path must be a plain file path, not a SQLite address; it is '{options.Path}'");
        }

        if (options.BusyTimeoutSeconds is < MinBusySeconds or > MaxBusySeconds)
        {
            failures.Add($"Storage:BusyTimeoutSeconds must be {MinBusySeconds} to {MaxBusySeconds}; it is {options.BusyTimeoutSeconds}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
