using System.Globalization;
using DockerScan.Core.Sandbox;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.WindowSeconds), options.WindowSeconds, 5, 600);
        Check(nameof(options.Concurrency), options.Concurrency, 1, 16);
        Check(nameof(options.MemoryMiB), options.MemoryMiB, 16, 65_536);
        Check(nameof(options.Cpus), options.Cpus, 0.1, 64);
        Check(nameof(options.MaxPids), options.MaxPids, 16, 32_768);
        Check(nameof(options.MaxWrittenMiB), options.MaxWrittenMiB, 16, 65_536);
        if (options.MaxPcapBytes != 0)
        {
            Check(nameof(options.MaxPcapBytes), options.MaxPcapBytes, 4096, 64 << 20, " or 0");
        }

        if (options.Mode == SandboxMode.Open && !options.AllowOpenNetwork)
        {
            failures.Add("Sandbox:Mode is Open; that lets hostile images reach the real network and needs Sandbox:AllowOpenNetwork");
        }

        if (string.IsNullOrWhiteSpace(options.BehaviorPath))
        {
            failures.Add("Sandbox:BehaviorPath is empty; it must name a file");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string key, double value, double least, double most, string also = "")
        {
            if (value < least || value > most)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"Sandbox:{key} is {value}; it must be {least} to {most}{also}"));
            }
        }
    }
}
