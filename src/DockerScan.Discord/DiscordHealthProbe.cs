using DockerScan.Core.Health;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord;

/// <summary>Says how the bot is; nothing while it is switched off.</summary>
internal sealed class DiscordHealthProbe(DiscordStatus status, IOptions<DiscordOptions> options) : IHealthProbe
{
    public string Part => DiscordPlatform.Name;

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult(options.Value.Enabled ? status.Reports : []);
}
