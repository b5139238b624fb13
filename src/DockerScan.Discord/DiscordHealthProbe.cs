using DockerScan.Core.Health;
using DockerScan.Discord.Rest;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord;

/// <summary>Says how the bot is; nothing while it is switched off. Where the bot does not run, Discord is asked whether it takes the token.</summary>
internal sealed class DiscordHealthProbe(DiscordStatus status, DiscordRest rest, IOptions<DiscordOptions> options) : IHealthProbe
{
    public string Part => DiscordPlatform.Name;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => !options.Value.Enabled ? []
            : status.IsKnown ? status.Reports
            : [await AskAsync(cancellationToken)];

    private async Task<HealthReport> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await rest.SendAsync(DiscordRoute.Application, null, cancellationToken);
            return new HealthReport("discord", HealthStatus.Healthy, "the token is valid; the bot runs in ./run.sh serve");
        }
        catch (DiscordException failure)
        {
            var trouble = DiscordSetup.Explain(failure);
            return new HealthReport("discord", HealthStatus.Unhealthy, trouble.Said, trouble.NextStep);
        }
    }
}
