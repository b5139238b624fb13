namespace DockerScan.Conversation.Requests;

/// <summary>What a person typed, and where.</summary>
public sealed record ChatRequest
{
    /// <summary><c>console</c>, <c>slack</c>, <c>discord</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Where on the platform, by its own ids, e.g. workspace and channel: <c>T1/C1</c>. Empty when it has no places.</summary>
    public required string Place { get; init; }

    /// <summary>Who, by the platform's id; never a display name, which its bearer can choose.</summary>
    public required string User { get; init; }

    /// <summary>The ids of the roles the user has, where the platform says so.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The text, without mention of the bot.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the same person asked, be it in another channel.</summary>
    /// <param name="requestedBy">A record of who asked, as <see cref="RequestedBy"/> writes it.</param>
    public bool IsBy(string requestedBy)
    {
        var workspace = Place.Split('/')[0];
        var parts = requestedBy.Split(':', 2);
        return parts.Length == 2 && parts[0] == Platform && (workspace.Length == 0
            ? parts[1] == User
            : parts[1].StartsWith(workspace + "/", StringComparison.Ordinal) && parts[1].EndsWith("/" + User, StringComparison.Ordinal));
    }

    /// <summary>Who asked, for the record: <c>slack:T1/C1/U1</c>.</summary>
    public string RequestedBy => Place.Length == 0 ? $"{Platform}:{User}" : $"{Platform}:{Place}/{User}";
}
