using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Webhooks;

/// <summary>Says everything that is wrong at once; no line holds an address or a secret.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    private const int MaxTargets = 20;

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        List<string> failures = [.. new WebhookOptionsBounds().Validate(name, options).Failures ?? []];
        if (options.Targets.Count > MaxTargets)
        {
            failures.Add(FormattableString.Invariant($"Webhooks:Targets has {options.Targets.Count} entries; at most {MaxTargets} are allowed"));
        }

        foreach (var twice in options.Targets.GroupBy(target => target.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            failures.Add($"Webhooks:Targets names '{DisplayText.Clean(twice.Key, 40)}' twice");
        }

        failures.AddRange(options.AllowedPrivate.Where(entry => !WebhookHosts.IsEntry(entry))
            .Select(entry => $"Webhooks:AllowedPrivate has '{DisplayText.Clean(entry, 80)}'; it must be a host with its port, e.g. soc.internal:8443"));
        foreach (var (index, target) in options.Targets.Take(MaxTargets).Index())
        {
            try
            {
                WebhookTarget.Read(FormattableString.Invariant($"Webhooks:Targets:{index}"), target, options);
            }
            catch (InvalidDataException exception)
            {
                failures.Add(exception.Message);
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class WebhookOptionsBounds : IValidateOptions<WebhookOptions>;
