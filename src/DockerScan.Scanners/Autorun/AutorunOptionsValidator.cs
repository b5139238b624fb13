using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Autorun;

internal sealed class AutorunOptionsValidator : IValidateOptions<AutorunOptions>
{
    public ValidateOptionsResult Validate(string? name, AutorunOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.MaxDepth), options.MaxDepth, 32);
        Check(nameof(options.MaxFiles), options.MaxFiles, 10_000);
        Check(nameof(options.MaxScriptKiB), options.MaxScriptKiB, 16_384);
        Check(nameof(options.MaxBinaryKiB), options.MaxBinaryKiB, 262_144);
        if (string.IsNullOrWhiteSpace(options.SignaturesPath))
        {
            failures.Add($"{AutorunOptions.Section}:{nameof(options.SignaturesPath)} is empty; it must name a file");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string key, int value, int most)
        {
            if (value < 1 || value > most)
            {
                failures.Add($"{AutorunOptions.Section}:{key} is {value}; it must be 1 to {most}");
            }
        }
    }
}
