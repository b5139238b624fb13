using DockerScan.Core.Images;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Checks the options at start; names every fault at once.</summary>
internal sealed class TrivyOptionsValidator : IValidateOptions<TrivyOptions>
{
    private const int MaxRepositories = 10;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TrivyOptions options)
    {
        List<string> failures = [.. new TrivyOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.MaxTimeoutSeconds < options.BaseTimeoutSeconds)
        {
            failures.Add(FormattableString.Invariant($"Trivy:MaxTimeoutSeconds is {options.MaxTimeoutSeconds}; it must not be below Trivy:BaseTimeoutSeconds, which is {options.BaseTimeoutSeconds}"));
        }

        Repositories(failures, nameof(options.DatabaseRepository), options.DatabaseRepository, "2");
        Repositories(failures, nameof(options.JavaDatabaseRepository), options.JavaDatabaseRepository, "1");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Repositories(List<string> failures, string key, string? value, string version)
    {
        if (value is not null && (value.Split(',').Length > MaxRepositories || !value.Split(',').All(each => ImageReference.TryParse(each.Trim(), out _, out _))))
        {
            failures.Add($"Trivy:{key} must be a repository like registry/trivy-db:{version}, or up to {MaxRepositories} separated by commas; it is '{value}'");
        }
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class TrivyOptionsBounds : IValidateOptions<TrivyOptions>;
