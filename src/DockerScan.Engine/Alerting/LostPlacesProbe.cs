using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Alerting;

/// <summary>Says which watches cannot speak where they should. Nothing where all can.</summary>
internal sealed class LostPlacesProbe(IWatchStore watches) : IHealthProbe
{
    private const int MaxNamed = 3;

    public string Part => "watches";

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        List<Watch> silent;
        try
        {
            silent = [.. (await watches.ListAsync(cancellationToken)).Where(watch => watch.Lost.Count > 0)];
        }
        catch (EngineException)
        {
            // The store's own line says what is wrong with it.
            return [];
        }

        if (silent.Count == 0)
        {
            return [];
        }

        var places = silent.SelectMany(watch => watch.Lost).Select(lost => $"{lost.Platform} {lost.Channel}").Distinct(StringComparer.Ordinal).ToList();
        var named = string.Join(", ", places.Take(MaxNamed)) + (places.Count > MaxNamed ? ", …" : string.Empty);
        return [new HealthReport(
            Part, HealthStatus.Degraded, FormattableString.Invariant($"{silent.Count} cannot speak in {named}; they go on looking"), "put the bot back into the channel, or name another one with /watch IMAGE --to CHANNEL")];
    }
}
