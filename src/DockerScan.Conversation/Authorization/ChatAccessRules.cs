using DockerScan.Core.Settings;

namespace DockerScan.Conversation.Authorization;

/// <summary>Checks <see cref="ChatAccessOptions"/> when the program starts.</summary>
public static class ChatAccessRules
{
    private const int MaxIds = 1000;
    private const int MaxId = 64;

    /// <summary>What is wrong, one line each; empty when nothing is.</summary>
    /// <param name="key">Where the options stand in the settings, e.g. <c>Slack:Access</c>.</param>
    /// <param name="access">The options.</param>
    /// <param name="hasRoles">Whether the platform says which roles a user has; a rule by roles would shut everybody out where it does not.</param>
    public static IReadOnlyList<string> Check(string key, ChatAccessOptions access, bool hasRoles)
    {
        ArgumentNullException.ThrowIfNull(access);
        List<string> failures = [];
        if (access.Places.Count == 0)
        {
            failures.Add($"{key}:Places is empty, so nobody may give a command; list the ids of those who may");
        }

        Ids(failures, $"{key}:Places", access.Places);
        Ids(failures, $"{key}:Channels", access.Channels);
        Ids(failures, $"{key}:Users", access.Users);
        Range(failures, $"{key}:PerUserPerMinute", access.PerUserPerMinute, 600);
        Range(failures, $"{key}:PerChannelPerMinute", access.PerChannelPerMinute, 6000);
        for (var index = 0; index < access.Commands.Count; index++)
        {
            Rule(failures, FormattableString.Invariant($"{key}:Commands:{index}"), access.Commands[index], hasRoles);
        }

        return failures;
    }

    private static void Rule(List<string> failures, string key, ChatCommandRule rule, bool hasRoles)
    {
        if (rule.Command.Length == 0 || rule.Command.Any(letter => letter is not ((>= 'a' and <= 'z') or '-')))
        {
            failures.Add($"{key}:Command is '{rule.Command}'; it must be a command in lower case, e.g. scan");
        }

        if (rule.Channels.Count + rule.Users.Count + rule.Roles.Count == 0)
        {
            failures.Add($"{key} limits nothing; list channels, users or roles, or leave the rule out");
        }

        if (!hasRoles && rule.Roles.Count > 0)
        {
            failures.Add($"{key}:Roles cannot be used on this platform, which does not say who has which role; list users");
        }

        Ids(failures, $"{key}:Channels", rule.Channels);
        Ids(failures, $"{key}:Users", rule.Users);
        Ids(failures, $"{key}:Roles", rule.Roles);
    }

    private static void Ids(List<string> failures, string key, IList<string> ids)
    {
        if (ids.Count > MaxIds)
        {
            failures.Add(FormattableString.Invariant($"{key} has {ids.Count} ids; at most {MaxIds} are allowed"));
        }

        failures.AddRange(ids.Where(id => id.Length is 0 or > MaxId || !id.All(char.IsAsciiLetterOrDigit))
            .Select(id => $"{key} holds '{id}'; write ids of letters and digits, not names"));
    }

    private static void Range(List<string> failures, string key, int value, int most)
    {
        if (BetweenAttribute.Problem(key, value, 1, most) is { } problem)
        {
            failures.Add(problem);
        }
    }
}
