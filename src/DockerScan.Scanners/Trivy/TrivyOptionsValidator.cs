using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Checks the options at start; names every fault at once.</summary>
internal sealed class TrivyOptionsValidator : IValidateOptions<TrivyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TrivyOptions options)
    {
        List<string> failures = [.. new TrivyOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.MaxTimeoutSeconds < options.BaseTimeoutSeconds)
        {
            failures.Add(FormattableString.Invariant($"Trivy:MaxTimeoutSeconds is {options.MaxTimeoutSeconds}; it must not be below Trivy:BaseTimeoutSeconds, which is {options.BaseTimeoutSeconds}"));
        }

        if (options.DatabaseRepository is { } repository && (repository.Length == 0 || repository[0] == '-' || repository.Any(char.IsWhiteSpace)))
        {
            failures.Add($"Trivy:DatabaseRepository must be a repository like registry/trivy-db:2; it is '{repository}'");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class TrivyOptionsBounds : IValidateOptions<TrivyOptions>;
