using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>A way to write messages.</summary>
internal interface IDiscordOutlet
{
    /// <summary>A new message; its id.</summary>
    Task<string> PostAsync(DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken);

    /// <summary>In place of an earlier one.</summary>
    Task EditAsync(string id, DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken);
}
