using DockerScan.Docker.Connection;
using Microsoft.Extensions.Options;

namespace DockerScan.Docker;

internal sealed class DockerOptionsValidator : IValidateOptions<DockerOptions>
{
    public ValidateOptionsResult Validate(string? name, DockerOptions options)
    {
        List<string> failures = [.. new DockerOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.Host is { } host && !DockerEndpoint.TryParse(host, out _))
        {
            failures.Add($"Docker:Host must be a unix://, tcp://, http://, https:// or npipe:// address; it is '{host}'");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class DockerOptionsBounds : IValidateOptions<DockerOptions>;
