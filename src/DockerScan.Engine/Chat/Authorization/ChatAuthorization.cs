namespace DockerScan.Engine.Chat.Authorization;

/// <summary>Says who may what by place, channel, user, role and command, and how often. What it cannot tell is refused.</summary>
/// <param name="platform">The platform it answers for.</param>
/// <param name="access">Who may.</param>
/// <param name="time">The clock of the rate limits.</param>
public sealed class ChatAuthorization(string platform, ChatAccessOptions access, TimeProvider time) : ICommandAuthorizer
{
    private const string NotYou = "Sorry, you may not use this bot here. Ask whoever runs it to add you.";
    private readonly RateLimiter _users = new(access.PerUserPerMinute, time);
    private readonly RateLimiter _channels = new(access.PerChannelPerMinute, time);

    /// <inheritdoc/>
    public string Platform => platform;

    /// <inheritdoc/>
    public Task<string?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var (place, channel) = Split(request.Place);
        return Task.FromResult(Stranger(place, channel, request) ?? Forbidden(channel, request, command) ?? TooOften(place, channel, request));
    }

    // Workspace and channel; a place without a channel has none that could be listed.
    private static (string Place, string Channel) Split(string place)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (place, string.Empty) : (place[..slash], place[(slash + 1)..]);
    }

    private string? Stranger(string place, string channel, ChatRequest request)
        => place.Length > 0 && request.User.Length > 0
            && access.Places.Contains(place, StringComparer.Ordinal)
            && Meets(access.Channels, channel)
            && Meets(access.Users, request.User)
            ? null
            : NotYou;

    private string? Forbidden(string channel, ChatRequest request, string command)
        => access.Commands.Where(rule => string.Equals(rule.Command, command, StringComparison.OrdinalIgnoreCase)).All(rule => Meets(rule, channel, request))
            ? null
            : "Sorry, you may not use this command here. Ask whoever runs the bot to allow it.";

    private static bool Meets(ChatCommandRule rule, string channel, ChatRequest request)
    {
        var isAnybody = rule.Users.Count + rule.Roles.Count == 0;
        return Meets(rule.Channels, channel)
            && (isAnybody || rule.Users.Contains(request.User, StringComparer.Ordinal) || rule.Roles.Intersect(request.Roles, StringComparer.Ordinal).Any());
    }

    private static bool Meets(IList<string> allowed, string id) => allowed.Count == 0 || allowed.Contains(id, StringComparer.Ordinal);

    private string? TooOften(string place, string channel, ChatRequest request)
    {
        if (!_users.TryTake($"{place}/{request.User}"))
        {
            return FormattableString.Invariant($"Slow down, please: {access.PerUserPerMinute} commands a minute for one person. Try again in a minute.");
        }

        return _channels.TryTake($"{place}/{channel}")
            ? null
            : FormattableString.Invariant($"Slow down, please: {access.PerChannelPerMinute} commands a minute for one channel. Try again in a minute.");
    }
}
