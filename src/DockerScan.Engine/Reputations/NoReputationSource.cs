using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Reputations;

/// <summary>No service is set up.</summary>
internal sealed class NoReputationSource : IReputationSource
{
    public ReputationPolicy? Policy => null;

    public string Version => "none";

    public Task<ReputationAnswer> AskAsync(Indicator indicator, CancellationToken cancellationToken)
        => throw new InvalidOperationException("no reputation service is set up");
}
