using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Scanning;

internal sealed class ScanningOptionsValidator : IValidateOptions<ScanningOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanningOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.Concurrency), options.Concurrency, 1, 16);
        Check(nameof(options.MaxCompressedMiB), options.MaxCompressedMiB, 1, 1_000_000);
        Check(nameof(options.MaxUnpackedMiB), options.MaxUnpackedMiB, 1, 1_000_000);
        Check(nameof(options.ReuseHours), options.ReuseHours, 0, 720);
        Check(nameof(options.LeaseSeconds), options.LeaseSeconds, 10, 3600);
        Check(nameof(options.MaxAttempts), options.MaxAttempts, 1, 10);
        Check(nameof(options.PullTimeoutSeconds), options.PullTimeoutSeconds, 10, 86_400);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string key, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                failures.Add($"{ScanningOptions.Section}:{key} is {value}; it must be {least} to {most}");
            }
        }
    }
}
