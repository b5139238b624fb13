using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using Microsoft.Extensions.Options;

namespace DockerScan.Mongo;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> failures = [.. new StorageOptionsBounds().Validate(name, options).Failures ?? []];
        if (MongoConnection.TryRead(options).Problem is { } problem)
        {
            failures.Add(problem);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class StorageOptionsBounds : IValidateOptions<StorageOptions>;
