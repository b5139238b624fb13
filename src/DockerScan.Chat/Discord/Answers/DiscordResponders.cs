using DockerScan.Chat.Discord.Inbound;
using DockerScan.Chat.Discord.Rest;
using DockerScan.Core;
using DockerScan.Engine.Chat;
using Microsoft.Extensions.Logging;

namespace DockerScan.Chat.Discord.Answers;

/// <summary>Makes the answer to a command.</summary>
internal sealed class DiscordResponders(DiscordRest rest, IIdGenerator ids, TimeProvider time, ILogger<DiscordResponders> logger)
{
    /// <summary>The JSON of "working on it".</summary>
    public const string Deferred = """{"type":5}""";

    // Discord waits three seconds from when it sent.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2.5);

    public IChatResponder For(DiscordCommand command) => new DiscordResponder(
        command.Interaction is { } interaction ? new InteractionOutlet(rest, interaction, time) : null,
        new ChannelOutlet(rest, ids, command.Channel, command.Interaction is null ? command.Id : null),
        command.Channel,
        time,
        logger);

    /// <summary>Says "working on it". False when it is too late: the person sees that it failed.</summary>
    /// <exception cref="DiscordException">Discord did not take it.</exception>
    public async Task<bool> AcknowledgeAsync(DiscordInteraction interaction, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await rest.SendAsync(DiscordRoute.Callback(interaction.Id, interaction.Token), () => DiscordContent.Json(new { type = 5 }), both.Token);
            return true;
        }
        catch (DiscordException known) when (known.Code == DiscordCodes.AlreadyAcknowledged)
        {
            // An earlier attempt arrived and only its answer was lost.
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotTaken(logger, "Discord took no acknowledgement within its time");
            return false;
        }
    }

    /// <summary>Tells the person alone that too much is going on.</summary>
    public async Task RefuseAsync(DiscordInteraction interaction, CancellationToken cancellationToken)
    {
        try
        {
            await rest.SendAsync(DiscordRoute.Callback(interaction.Id, interaction.Token), () => DiscordContent.Json(Busy), cancellationToken);
        }
        catch (DiscordException lost)
        {
            // Then Discord itself says that the bot did not answer.
            Log.NotTaken(logger, lost.Message);
        }
    }

    /// <summary>An answer for one person, flag 64.</summary>
    public static object Busy { get; } = new
    {
        type = 4,
        data = new { content = "Too many commands are running. Nothing was started; try again in a minute.", flags = 64, allowed_mentions = new { parse = Array.Empty<string>() } },
    };
}
