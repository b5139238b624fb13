using DockerScan.Docker.Connection;
using Microsoft.Extensions.Options;

namespace DockerScan.Docker;

internal sealed class DockerOptionsValidator : IValidateOptions<DockerOptions>
{
    private const long OneTebibyte = 1L << 40;

    public ValidateOptionsResult Validate(string? name, DockerOptions options)
    {
        List<string> failures = [];
        if (options.Host is { } host && !DockerEndpoint.TryParse(host, out _))
        {
            failures.Add($"Docker:Host must be a unix://, tcp://, http://, https:// or npipe:// address; it is '{host}'");
        }

        Check(failures, nameof(options.RequestTimeoutSeconds), options.RequestTimeoutSeconds, 1, 600);
        Check(failures, nameof(options.MaxIndexEntries), options.MaxIndexEntries, 1_000, 5_000_000);
        Check(failures, nameof(options.MaxExportBytes), options.MaxExportBytes, 1L << 20, OneTebibyte);
        Check(failures, nameof(options.MaxIndexCacheBytes), options.MaxIndexCacheBytes, 0, OneTebibyte);
        Check(failures, nameof(options.MinFreeDiskBytes), options.MinFreeDiskBytes, 0, OneTebibyte);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string key, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            failures.Add(FormattableString.Invariant($"Docker:{key} must be {least} to {most}; it is {value}"));
        }
    }
}
