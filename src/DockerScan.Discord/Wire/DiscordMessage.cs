namespace DockerScan.Discord.Wire;

/// <summary>A message as it is sent.</summary>
internal sealed record DiscordMessage
{
    public IReadOnlyList<DiscordEmbed> Embeds { get; init; } = [];

    /// <summary>Always sent: an edit without it would keep the buttons of the card before.</summary>
    public IReadOnlyList<DiscordRow> Components { get; init; } = [];

    public DiscordMentions AllowedMentions { get; init; } = new();

    /// <summary>The files of the message; on an edit those left out are deleted.</summary>
    public IReadOnlyList<DiscordFile> Attachments { get; init; } = [];

    /// <summary>What this answers; channel messages only.</summary>
    public DiscordReference? MessageReference { get; init; }

    /// <summary>At most 25 characters; with <see cref="EnforceNonce"/> a repeated post makes no second message.</summary>
    public string? Nonce { get; init; }

    public bool? EnforceNonce { get; init; }

    /// <summary>64 shows it to one person alone; first answers to an interaction only. Null for none.</summary>
    public int? Flags { get; init; }
}
