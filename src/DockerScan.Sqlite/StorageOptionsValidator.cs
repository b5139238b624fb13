using DockerScan.Core.Stores;
using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> failures = [.. new StorageOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.Path.Contains('\0', StringComparison.Ordinal) || (options.Path.Length > 0 && Path.GetFileName(options.Path).Length == 0))
        {
            failures.Add($"Storage:Path must name a file, not a folder; it is '{options.Path}'");
        }
        else if (options.Path.StartsWith(':') || options.Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add($"Storage:Path must be a plain file path, not a SQLite address; it is '{options.Path}'");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class StorageOptionsBounds : IValidateOptions<StorageOptions>;
