using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>The watches that a person may see here, and those that are theirs to change.</summary>
internal sealed class WatchFinder(IWatchDesk desk, IEnumerable<ICommandAuthorizer> authorizers)
{
    private const int Shown = 80;
    private const int MaxNamed = 10;

    /// <summary>Those that speak here and the person's own; all for who may change those of others.</summary>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<IReadOnlyList<Watch>> ListAsync(ChatRequest request, string command, CancellationToken cancellationToken)
    {
        var mayAll = MayForOthers(request, command);
        return [.. (await desk.ListAsync(cancellationToken)).Where(watch => mayAll || request.IsBy(watch.Owner) || watch.Places.Contains(new WatchPlace(request.Platform, ChannelOf(request))))];
    }

    /// <summary>The watch that a person names, by its id or its image, and may change.</summary>
    /// <exception cref="UserFacingException">There is none, or it is somebody else's.</exception>
    public async Task<Watch> GetOwnAsync(string text, ChatRequest request, string command, CancellationToken cancellationToken)
    {
        var seen = await ListAsync(request, command, cancellationToken);
        var image = ImageReference.TryParse(text, out var reference, out _) ? reference.ToString() : null;
        var found = seen.Where(watch => watch.Id == text || (watch.IsOfRunning && text == Watch.Running)).ToList() is { Count: > 0 } named ? named
            : [.. seen.Where(watch => !watch.IsOfRunning && (watch.Image.ToString() == image || (watch.Follows is not null && watch.Name == text)))];
        var own = found.Count > 1 && found.Where(watch => request.IsBy(watch.Owner)).ToList() is { Count: 1 } mine ? mine : found;
        return own switch
        {
            [] => throw new UserFacingException(WatchStrings.Say(words => words.NoWatch(DisplayText.Clean(text, Shown), "watches")), command: "watches"),
            [var one] when request.IsBy(one.Owner) || MayForOthers(request, command) => one,
            [var one] => throw new UserFacingException(WatchStrings.Say(words => words.OthersWatch(one.Id, $"Access:Commands ({command})"))),
            _ => throw new UserFacingException(WatchStrings.Say(words => words.SeveralWatches(own[0].Name, string.Join(", ", own.Take(MaxNamed).Select(watch => watch.Id))))),
        };
    }

    /// <summary>Whether a person may change the watches of others. With several authorizers for a platform all must agree, as for the command itself.</summary>
    public bool MayForOthers(ChatRequest request, string command)
        => authorizers.Where(authorizer => authorizer.Platform == request.Platform).ToList() is { Count: > 0 } own && own.All(authorizer => authorizer.MayForOthers(request, command));

    /// <summary>Whether a person may give a command in another channel of the same workspace.</summary>
    public async Task<bool> MayInAsync(ChatRequest request, string channel, string command, CancellationToken cancellationToken)
    {
        var there = request with { Place = $"{request.Place.Split('/')[0]}/{channel}" };
        foreach (var authorizer in authorizers.Where(authorizer => authorizer.Platform == request.Platform))
        {
            if (await authorizer.FindRefusalAsync(there, command, cancellationToken) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The channel that somebody asks in, by the platform's id; empty where there are no places.</summary>
    public static string ChannelOf(ChatRequest request) => request.Place.Split('/')[^1];
}
