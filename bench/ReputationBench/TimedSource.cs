using System.Diagnostics;
using DockerScan.Core.Reputations;

namespace ReputationBench;

/// <summary>Counts the network's own time, so that ours is what is left.</summary>
internal sealed class TimedSource(IReputationSource inner) : IReputationSource
{
    public TimeSpan Network { get; private set; }

    public int Asked { get; private set; }

    public ReputationPolicy? Policy => inner.Policy;

    public string Version => inner.Version;

    public async Task<ReputationAnswer> AskAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await inner.AskAsync(indicator, cancellationToken);
        Network += Stopwatch.GetElapsedTime(started);
        Asked++;
        return answer;
    }
}
