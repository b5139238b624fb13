using System.Globalization;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>How much the target computed, from the inspect role's heartbeats.</summary>
/// <param name="CpuSeconds">CPU seconds in the busiest stretch.</param>
/// <param name="Seconds">How long that stretch was.</param>
internal sealed record CpuLoad(double CpuSeconds, double Seconds)
{
    public double Share => Seconds <= 0 ? 0 : CpuSeconds / Seconds;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CpuSeconds:0.0} CPU seconds in {Seconds:0.0} s");

    /// <summary>The longest stretch in which each second was busy; null when none was long enough.</summary>
    public static CpuLoad? Burn(BehaviorInput input)
    {
        var beats = input.Inspect<HeartbeatEvent>().Where(beat => beat.CpuMs > 0 || beat.Processes > 0).OrderBy(beat => beat.Ms).ToList();
        CpuLoad? best = null;
        var start = 0;
        for (var i = 1; i < beats.Count; i++)
        {
            var (wall, used) = (beats[i].Ms - beats[i - 1].Ms, beats[i].CpuMs - beats[i - 1].CpuMs);
            if (wall <= 0 || used / (double)wall < input.Limits.MinerCpuShare)
            {
                start = i;
                continue;
            }

            var stretch = new CpuLoad((beats[i].CpuMs - beats[start].CpuMs) / 1000.0, (beats[i].Ms - beats[start].Ms) / 1000.0);
            if (stretch.Seconds > (best?.Seconds ?? 0))
            {
                best = stretch;
            }
        }

        return best?.Seconds >= input.Limits.MinerCpuSeconds ? best : null;
    }
}
