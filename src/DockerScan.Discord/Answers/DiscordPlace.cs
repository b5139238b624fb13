namespace DockerScan.Discord.Answers;

/// <summary>Where something is to be posted, as it is kept over restarts: <c>3000</c>, <c>3000/i/4000</c> as the answer to an interaction, <c>3000/m/5000</c> to a message.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Interaction">The interaction's id; null for none. Its token, a secret, is not kept.</param>
/// <param name="Answers">The id of the message that is answered; null for none.</param>
internal sealed record DiscordPlace(string Channel, string? Interaction, string? Answers)
{
    /// <summary>Null when the text is none.</summary>
    public static DiscordPlace? TryParse(string text) => text.Split('/') switch
    {
        [var channel] when Snowflake.IsOne(channel) => new DiscordPlace(channel, null, null),
        [var channel, "i", var id] when Snowflake.IsOne(channel) && Snowflake.IsOne(id) => new DiscordPlace(channel, id, null),
        [var channel, "m", var id] when Snowflake.IsOne(channel) && Snowflake.IsOne(id) => new DiscordPlace(channel, null, id),
        _ => null,
    };

    public override string ToString() => this switch
    {
        { Interaction: { } id } => $"{Channel}/i/{id}",
        { Answers: { } id } => $"{Channel}/m/{id}",
        _ => Channel,
    };
}
