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

        List<string> failures = [];
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

        Range(failures, nameof(options.Connections), options.Connections, 10);
        Range(failures, nameof(options.TimeoutSeconds), options.TimeoutSeconds, 60);
        Range(failures, nameof(options.MaxRunning), options.MaxRunning, 1000);
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

    private static void Range(List<string> failures, string key, int value, int most)
    {
        if (value < 1 || value > most)
        {
            failures.Add(FormattableString.Invariant($"Slack:{key} is {value}; it must be 1 to {most}"));
        }
    }
}
