using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>
/// The way to the first answer of an interaction. There is one such answer, Discord waits three seconds for it, and it
/// settles for good who sees what follows.
/// </summary>
internal interface IInteractionReply
{
    /// <summary>Gives it. False when it is too late: the person sees that the bot did not answer.</summary>
    /// <exception cref="DiscordException">Discord did not take it.</exception>
    Task<bool> TryGiveAsync(DiscordCallback callback, CancellationToken cancellationToken);
}
