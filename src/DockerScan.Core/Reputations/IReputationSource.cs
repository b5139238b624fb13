namespace DockerScan.Core.Reputations;

/// <summary>A service that knows the reputation of files, addresses and domains. It is given hashes and names, never content.</summary>
public interface IReputationSource
{
    /// <summary>Quota and ages; null when the service is not set up.</summary>
    ReputationPolicy? Policy { get; }

    /// <summary>Changes when the same answers would give other verdicts.</summary>
    string Version { get; }

    /// <summary>Makes one request. The caller has taken it from the quota. Every failure is an answer; only cancellation and bugs throw.</summary>
    Task<ReputationAnswer> AskAsync(Indicator indicator, CancellationToken cancellationToken);
}
