using DockerScan.Core;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>Asks a server what is known against the packages of an image. Whatever it cannot prove is no answer.</summary>
internal sealed class ServerMatcher(ITrivyRpc rpc, ProofPackages proofs, IIdGenerator ids)
{
    /// <summary>Asks.</summary>
    public async Task<MatchResult> MatchAsync(KnownAnalysis known, TrivyServerState server, CancellationToken cancellationToken)
    {
        var (groups, problem) = PackageGroup.Of(known.Report);
        if (problem is not null)
        {
            return new MatchResult(null, problem);
        }

        var os = known.Report.Metadata?.Os;
        if (groups.Count == 0)
        {
            // Nothing that could be compared. Whether support ended, only Trivy says.
            return os?.IsSystem == true ? new MatchResult(null, "no package is listed") : new MatchResult(known.Report, null);
        }

        try
        {
            var asked = new List<(PackageGroup, IReadOnlyList<RpcPackage>)>();
            foreach (var group in groups)
            {
                if (await proofs.ForAsync(server, group, os, cancellationToken) is not { } proof)
                {
                    return new MatchResult(null, $"nothing in the database could prove an answer about packages of {DisplayText.Clean(group.Type, 40)}");
                }

                asked.Add((group, proof));
            }

            var target = known.Report.ArtifactName ?? string.Empty;
            var answer = await PackageBlob.AskAsync(rpc, server, target, PackageBlob.Of(os, asked, ids), cancellationToken);
            return AnswerReader.Read(known, asked, answer);
        }
        catch (TrivyRpcException e)
        {
            return new MatchResult(null, e.Message, e.IsAway);
        }
    }
}

/// <summary>A report made of what is known of an image and what a server knows against it, or why there is none.</summary>
/// <param name="Report">The report; null when there is none.</param>
/// <param name="Problem">Why not; null when there is one.</param>
/// <param name="IsServerAtFault">True when the server should be looked at.</param>
internal sealed record MatchResult(TrivyReport? Report, string? Problem, bool IsServerAtFault = false);
