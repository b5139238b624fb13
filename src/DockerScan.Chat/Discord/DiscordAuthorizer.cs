using DockerScan.Engine.Chat;
using Microsoft.Extensions.Options;

namespace DockerScan.Chat.Discord;

/// <summary>Lets those in who are listed by server, channel and user. What it cannot tell is refused: direct messages have no server.</summary>
internal sealed class DiscordAuthorizer(IOptions<DiscordOptions> options) : ICommandAuthorizer
{
    private const string NotYou = "Sorry, you may not use this bot here. Ask whoever runs it to add you.";

    public string Platform => DiscordPlatform.Name;

    public Task<string?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken)
    {
        var access = options.Value.Access;
        var slash = request.Place.IndexOf('/', StringComparison.Ordinal);
        var isKnown = slash > 0 && request.User.Length > 0
            && access.Places.Contains(request.Place[..slash], StringComparer.Ordinal)
            && Meets(access.Channels, request.Place[(slash + 1)..])
            && Meets(access.Users, request.User);
        return Task.FromResult(isKnown ? null : NotYou);
    }

    private static bool Meets(IList<string> allowed, string id) => allowed.Count == 0 || allowed.Contains(id, StringComparer.Ordinal);
}
