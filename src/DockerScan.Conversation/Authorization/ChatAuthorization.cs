using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Authorization;

/// <summary>Says who may what by place, channel, user, role and command, and how often. What it cannot tell is refused.</summary>
/// <param name="platform">The platform it answers for.</param>
/// <param name="access">Who may.</param>
/// <param name="time">The clock of the rate limits.</param>
public sealed class ChatAuthorization(string platform, ChatAccessOptions access, TimeProvider time) : ICommandAuthorizer
{
    // Of one person, and of all of a workspace: answering and recording a refusal is work too.
    private const int RefusalsPerMinute = 5;
    private const int RefusalsOfAPlacePerMinute = 60;
    private const string Scan = "scan";
    // What scans as well, and what changes what a scan says.
    private static readonly string[] Scanning = ["rescan", "watch", "accept", "unaccept"];
    private static readonly LocalizedText Silence = new(string.Empty, string.Empty);
    private readonly RateLimiter _users = new(access.PerUserPerMinute, time);
    private readonly RateLimiter _channels = new(access.PerChannelPerMinute, time);
    private readonly RateLimiter _refusals = new(RefusalsPerMinute, time);
    private readonly RateLimiter _refusalsOfPlaces = new(RefusalsOfAPlacePerMinute, time);

    /// <inheritdoc/>
    public string Platform => platform;

    /// <inheritdoc/>
    public Task<LocalizedText?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var (place, channel) = Split(request.Place);
        var refusal = Stranger(place, channel, request) ?? Forbidden(channel, request, command) ?? TooOften(place, channel, request);
        return Task.FromResult(refusal is null || IsAnswered(place, request) ? refusal : Silence);
    }

    /// <inheritdoc/>
    public bool MayForOthers(ChatRequest request, string command)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (_, channel) = Split(request.Place);
        var rules = access.Commands.Where(rule => string.Equals(rule.Command, command, StringComparison.OrdinalIgnoreCase) && rule.Users.Count + rule.Roles.Count > 0).ToList();
        return rules.Count > 0 && rules.All(rule => Meets(rule, channel, request));
    }

    private bool IsAnswered(string place, ChatRequest request) => _refusals.TryTake($"{place}/{request.User}") && _refusalsOfPlaces.TryTake(place);

    // Workspace and channel; a place without a channel has none that could be listed.
    private static (string Place, string Channel) Split(string place)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (place, string.Empty) : (place[..slash], place[(slash + 1)..]);
    }

    private LocalizedText? Stranger(string place, string channel, ChatRequest request)
        => place.Length > 0 && request.User.Length > 0
            && access.Places.Contains(place, StringComparer.Ordinal)
            && Meets(access.Channels, channel)
            && Meets(access.Users, request.User)
            ? null
            : CommandStrings.Say(words => words.NotYou);

    private LocalizedText? Forbidden(string channel, ChatRequest request, string command)
        => access.Commands.Where(rule => Covers(rule.Command, command)).All(rule => Meets(rule, channel, request))
            ? null
            : CommandStrings.Say(words => words.NotThisCommand);

    // To scan anew is to scan.
    private static bool Covers(string rule, string command)
        => string.Equals(rule, command, StringComparison.OrdinalIgnoreCase)
            || (string.Equals(rule, Scan, StringComparison.OrdinalIgnoreCase) && Scanning.Contains(command, StringComparer.OrdinalIgnoreCase));

    private static bool Meets(ChatCommandRule rule, string channel, ChatRequest request)
    {
        var isAnybody = rule.Users.Count + rule.Roles.Count == 0;
        return Meets(rule.Channels, channel)
            && (isAnybody || rule.Users.Contains(request.User, StringComparer.Ordinal) || rule.Roles.Intersect(request.Roles, StringComparer.Ordinal).Any());
    }

    private static bool Meets(IList<string> allowed, string id) => allowed.Count == 0 || allowed.Contains(id, StringComparer.Ordinal);

    private LocalizedText? TooOften(string place, string channel, ChatRequest request)
    {
        if (!_users.TryTake($"{place}/{request.User}"))
        {
            return CommandStrings.Say(words => words.TooOften(access.PerUserPerMinute));
        }

        return _channels.TryTake($"{place}/{channel}")
            ? null
            : CommandStrings.Say(words => words.TooOftenHere(access.PerChannelPerMinute));
    }
}
