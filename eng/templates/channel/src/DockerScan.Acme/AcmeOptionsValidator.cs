using DockerScan.Conversation.Authorization;
using Microsoft.Extensions.Options;

namespace DockerScan.Acme;

internal sealed class AcmeOptionsValidator : IValidateOptions<AcmeOptions>
{
    public ValidateOptionsResult Validate(string? name, AcmeOptions options)
    {
        List<string> failures = [.. new AcmeOptionsBounds().Validate(name, options).Failures ?? []];
        if (!Uri.TryCreate(options.ApiUrl, UriKind.Absolute, out var url) || !options.ApiUrl.EndsWith('/') || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback))
        {
            failures.Add($"Acme:ApiUrl is '{options.ApiUrl}'; it must start with https:// and end with /");
        }

        if (options.Enabled)
        {
            failures.AddRange(ChatAccessRules.Check("Acme:Access", options.Access, hasRoles: false));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class AcmeOptionsBounds : IValidateOptions<AcmeOptions>;
