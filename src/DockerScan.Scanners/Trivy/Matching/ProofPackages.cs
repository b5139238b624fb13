using System.Collections.Concurrent;
using DockerScan.Core;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>
/// Packages that a database is known to have something against. One is put beside each list that a server is asked about: unless
/// the server names it, nothing that it does not name is believed. A server that reads no member of what it is sent answers
/// "nothing found" with 200.
/// </summary>
internal sealed class ProofPackages(SystemsTable systems, ITrivyRpc rpc, IIdGenerator ids)
{
    /// <summary>What their ids begin with.</summary>
    public const string IdPrefix = "dockerscan-proof-";

    // Of that many at most the server is asked once which it has something against in their lowest version; that many are used then.
    private const int MaxCandidates = 40;
    private const int MaxUsed = 3;
    private const int MaxKept = 500;

    private readonly ConcurrentDictionary<(string Server, string Type, string Bucket), IReadOnlyList<string>> _known = new();

    /// <summary>The packages for a list; empty when the database has nothing at all for their language, so that there is nothing to find; null when nothing could prove an answer.</summary>
    /// <exception cref="TrivyRpcException">The server gave no usable answer.</exception>
    public async Task<IReadOnlyList<RpcPackage>?> ForAsync(TrivyServerState server, PackageGroup group, TrivyOs? os, CancellationToken cancellationToken)
    {
        if (BucketOf(group, os) is not { } bucket)
        {
            return null;
        }

        var key = (server.Id, group.Type, bucket);
        if (!_known.TryGetValue(key, out var names))
        {
            // What could not be had now may be later.
            if (await ChooseAsync(server, group, os, bucket, cancellationToken) is not { } chosen)
            {
                return null;
            }

            if (_known.Count >= MaxKept)
            {
                _known.Clear();
            }

            names = _known[key] = chosen;
        }

        return [.. names.Select(name => Package(group, name))];
    }

    private string? BucketOf(PackageGroup group, TrivyOs? os)
    {
        if (!group.IsSystem)
        {
            return AdvisoryGaps.PrefixOf(group.Type);
        }

        return os is { Family: { Length: > 0 } family, Name: { } version } && systems.OfFamily(family) is { } known ? known.AdvisoriesOf(known.ReleaseOf(version)) : null;
    }

    private async Task<IReadOnlyList<string>?> ChooseAsync(TrivyServerState server, PackageGroup group, TrivyOs? os, string bucket, CancellationToken cancellationToken)
    {
        if (Candidates(server, bucket, group.IsSystem) is not { Count: > 0 } candidates)
        {
            // Of a system Trivy may ask more buckets than one; that a language has none the scan says as a gap.
            return group.IsSystem || HasBucket(server, bucket) != false ? null : [];
        }

        var asked = group with { Packages = [] };
        var answer = await PackageBlob.AskAsync(rpc, server, "proof", PackageBlob.Of(os, [(asked, candidates.Select(name => Package(group, name)).ToList())], ids), cancellationToken);
        var hits = (answer.Results ?? []).SelectMany(result => result.Vulnerabilities ?? []).Where(one => one.PkgId?.StartsWith(IdPrefix, StringComparison.Ordinal) == true)
            .Select(one => one.PkgName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return candidates.Where(hits.Contains).Take(MaxUsed).ToList() is { Count: > 0 } used ? used : null;
    }

    private static IReadOnlyList<string>? Candidates(TrivyServerState server, string bucket, bool isWhole)
        => Ask(server, buckets => buckets.Names(bucket, isWhole, MaxCandidates));

    private static bool? HasBucket(TrivyServerState server, string bucket) => Ask<bool?>(server, buckets => buckets.HasPrefix(bucket));

    private static T? Ask<T>(TrivyServerState server, Func<BoltBuckets, T> question)
    {
        try
        {
            using var stream = DatabaseStream.OpenRead(DatabaseInspector.DatabaseFile(server.Folder));
            return question(BoltBuckets.Open(stream));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    // The lowest version that each kind of package can have.
    private static RpcPackage Package(PackageGroup group, string name)
    {
        var version = group switch
        {
            { IsSystem: false } => "0.0.0",
            { Type: "alpine" or "wolfi" or "chainguard" or "minimos" } => "0-r0",
            _ => "0",
        };
        return new RpcPackage { Id = IdPrefix + name, Name = name, Version = version, SrcName = group.IsSystem ? name : null, SrcVersion = group.IsSystem ? version : null };
    }
}
