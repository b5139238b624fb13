using DockerScan.Conversation.Authorization;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack;

internal sealed class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        List<string> failures = [.. new SlackOptionsBounds().Validate(name, options).Failures ?? []];
        Secret(failures, () => SlackSecrets.BotToken(options));
        Secret(failures, () => options.Mode == SlackMode.Socket ? SlackSecrets.AppToken(options) : SlackSecrets.SigningSecret(options));
        if (!Enum.IsDefined(options.Mode))
        {
            failures.Add("Slack:Mode must be Socket or Http");
        }

        if (!Uri.TryCreate(options.ApiUrl, UriKind.Absolute, out var api) || !api.AbsolutePath.EndsWith('/') || !(api.IsLoopback || SlackHosts.MayCall(api, api)))
        {
            failures.Add($"Slack:ApiUrl is '{options.ApiUrl}'; it must be an address of Slack's that starts with https:// and ends with /");
        }

        failures.AddRange(ChatAccessRules.Check("Slack:Access", options.Access, hasRoles: false));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Secret(List<string> failures, Func<Core.Secret> read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException exception)
        {
            failures.Add(exception.Message);
        }
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class SlackOptionsBounds : IValidateOptions<SlackOptions>;
