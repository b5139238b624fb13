using DockerScan.Core.Sandbox;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        List<string> failures = [.. new SandboxOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.Mode == SandboxMode.Open && !options.AllowOpenNetwork)
        {
            failures.Add("Sandbox:Mode is Open; that lets hostile images reach the real network and needs Sandbox:AllowOpenNetwork");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class SandboxOptionsBounds : IValidateOptions<SandboxOptions>;
