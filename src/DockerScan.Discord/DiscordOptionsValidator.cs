using DockerScan.Conversation.Authorization;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord;

internal sealed class DiscordOptionsValidator : IValidateOptions<DiscordOptions>
{
    private const int MaxIds = 1000;

    public ValidateOptionsResult Validate(string? name, DiscordOptions options)
    {
        List<string> failures = [.. new DiscordOptionsBounds().Validate(name, options).Failures ?? []];
        Ids(failures, nameof(options.CommandGuilds), options.CommandGuilds);
        if (!DiscordHosts.IsApi(options.ApiUrl))
        {
            failures.Add("Discord:ApiUrl must be https://discord.com/api/v10/, or http on this machine, and end with /");
        }

        if (options.Enabled)
        {
            Enabled(failures, options);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Enabled(List<string> failures, DiscordOptions options)
    {
        try
        {
            DiscordSecrets.BotToken(options);
        }
        catch (InvalidDataException problem)
        {
            failures.Add(problem.Message);
        }

        failures.AddRange(ChatAccessRules.Check("Discord:Access", options.Access, hasRoles: true));
        if (options.Mode == DiscordMode.Http && !Http.Ed25519Key.IsOne(options.PublicKey))
        {
            failures.Add("Discord:PublicKey must be the application's public key, 64 hex digits, when Discord:Mode is Http");
        }
    }

    private static void Ids(List<string> failures, string key, IList<string> ids)
    {
        if (ids.Count > MaxIds)
        {
            failures.Add(FormattableString.Invariant($"Discord:{key} has {ids.Count} ids; at most {MaxIds} are allowed"));
        }

        failures.AddRange(ids.Where(id => !Snowflake.IsOne(id)).Take(5)
            .Select(id => $"Discord:{key} holds '{Core.DisplayText.Clean(id, 40)}'; write ids, which are 1 to 20 digits"));
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class DiscordOptionsBounds : IValidateOptions<DiscordOptions>;
