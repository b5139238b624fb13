using DockerScan.Core;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server.Rpc;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>Makes the report that the command would give out of a server's answer, if the answer proves itself.</summary>
internal static class AnswerReader
{
    private const string LanguagePackages = "lang-pkgs";

    /// <summary>Reads it.</summary>
    public static MatchResult Read(KnownAnalysis known, IReadOnlyList<(PackageGroup Group, IReadOnlyList<RpcPackage> Proof)> asked, RpcScanAnswer answer)
    {
        var os = known.Report.Metadata?.Os;
        if (SystemOf(os?.Family, os?.Name) != SystemOf(answer.Os?.Family, answer.Os?.Name))
        {
            return Wrong("it answered for another operating system");
        }

        var results = answer.Results ?? [];
        if (results.DistinctBy(NameOf).Count() < results.Count)
        {
            return Wrong("it named a list of packages twice");
        }

        var answers = results.ToDictionary(NameOf);
        var found = new Dictionary<(bool, string, string), IReadOnlyList<TrivyVulnerability>>();
        foreach (var (group, proof) in asked)
        {
            if (!answers.Remove((group.IsSystem, group.Type, group.Target), out var result))
            {
                return Wrong($"it says nothing of the packages of {DisplayText.Clean(group.Type, 40)}");
            }

            if (FindFault(group, proof, result) is { } fault)
            {
                return Wrong(fault);
            }

            var (vulnerabilities, problem) = Read(known, group, result);
            if (problem is not null)
            {
                return new MatchResult(null, problem);
            }

            found[(group.IsSystem, group.Type, group.Target)] = vulnerabilities;
        }

        // A system without packages may be named.
        return answers.Values.Any(rest => rest.Packages is { Count: > 0 } || rest.Vulnerabilities is { Count: > 0 }) ? Wrong("it answered for packages that it was not asked about") : new MatchResult(Join(known, answer, found), null);
    }

    // "none" is the newer word for none.
    private static (string, string) SystemOf(string? family, string? name)
        => family is { Length: > 0 } and not TrivyOs.None ? (family, name ?? string.Empty) : (string.Empty, string.Empty);

    // No fault that a new server would not have: the image may be an odd one.
    private static MatchResult Wrong(string problem) => new(null, problem);

    private static (bool, string, string) NameOf(RpcResult result)
        => (result.Class == TrivyResult.OsPackages, result.Type ?? string.Empty, result.Target ?? string.Empty);

    private static string? FindFault(PackageGroup group, IReadOnlyList<RpcPackage> proof, RpcResult result)
    {
        var sent = group.Packages.Select(PackageBlob.Send).Concat(proof).Select(PackageTraits.Of).CountBy(traits => traits).ToDictionary();
        var understood = (result.Packages ?? []).Select(PackageTraits.Of).CountBy(traits => traits).ToDictionary();
        if (sent.Count != understood.Count || sent.Any(pair => understood.GetValueOrDefault(pair.Key) != pair.Value))
        {
            return $"it understood the packages of {DisplayText.Clean(group.Type, 40)} otherwise than they were sent";
        }

        if (proof.Count == 0)
        {
            return result.Vulnerabilities is { Count: > 0 } ? "it knows something where its database has nothing" : null;
        }

        return (result.Vulnerabilities ?? []).Any(IsProof) ? null : $"it knows nothing against a package of {DisplayText.Clean(group.Type, 40)} that is known to be vulnerable";
    }

    private static bool IsProof(RpcVulnerability one) => one.PkgId?.StartsWith(ProofPackages.IdPrefix, StringComparison.Ordinal) == true;

    private static (IReadOnlyList<TrivyVulnerability> Found, string? Problem) Read(KnownAnalysis known, PackageGroup group, RpcResult result)
    {
        var found = new Dictionary<(string, string, string, string), TrivyVulnerability>();
        // By name, which each of them has.
        var packages = group.Packages.ToLookup(package => package.Name, StringComparer.Ordinal);
        foreach (var one in (result.Vulnerabilities ?? []).Where(one => !IsProof(one)))
        {
            var owners = Owners(group.IsSystem, packages[one.PkgName ?? string.Empty], one);
            if (one.VulnerabilityId is not { Length: > 0 } id || owners.Select(package => package.Layer?.DiffId ?? package.Layer?.Digest).Distinct().Count() != 1)
            {
                return ([], "a vulnerability is not of one package that was sent");
            }

            // Reports of before 0.49, which name no source's severity, know no CVSS 4 either.
            if (known.HasVendorSeverity != false && one.Cvss?.Values.Any(HasLostVector) == true)
            {
                return ([], "its answer has a CVSS entry without a vector: a CVSS 4 vector is not sent by every server");
            }

            if (known.HasVendorSeverity is null && one.VendorSeverity is { Count: > 0 })
            {
                return ([], "whether this Trivy's reports name each source's severity is not known yet");
            }

            // The same rule as the command's: of two with one key the one with the later fixed version stays.
            var key = (id, one.PkgName ?? string.Empty, one.InstalledVersion ?? string.Empty, one.PkgPath ?? string.Empty);
            var read = ToReport(one, owners[0].Layer, known.HasVendorSeverity == true);
            if (!found.TryGetValue(key, out var old) || string.CompareOrdinal(old.FixedVersion ?? string.Empty, read.FixedVersion ?? string.Empty) < 0)
            {
                found[key] = read;
            }
        }

        return (Sorted(found.Values), null);
    }

    private static bool HasLostVector(RpcCvss? vector)
        => vector is null || (string.IsNullOrEmpty(vector.V2Vector) && string.IsNullOrEmpty(vector.V3Vector) && vector.V40Vector is null);

    private static List<TrivyPackage> Owners(bool isSystem, IEnumerable<TrivyPackage> named, RpcVulnerability one)
        => [.. named.Where(package => (package.FilePath ?? string.Empty) == (one.PkgPath ?? string.Empty) || string.IsNullOrEmpty(one.PkgPath))
            .Where(package => string.IsNullOrEmpty(one.PkgId) ? (isSystem || package.Version == one.InstalledVersion) : package.Id == one.PkgId)];

    // As the command sorts, so that nothing hangs on the order.
    private static IReadOnlyList<TrivyVulnerability> Sorted(IEnumerable<TrivyVulnerability> found)
        => [.. found.OrderBy(one => one.PkgName, StringComparer.Ordinal).ThenBy(one => one.InstalledVersion, StringComparer.Ordinal)
            .ThenByDescending(one => Mapping.TrivyText.Severity(one.Severity)).ThenBy(one => one.VulnerabilityId, StringComparer.Ordinal).ThenBy(one => one.PkgPath, StringComparer.Ordinal)];

    private static TrivyVulnerability ToReport(RpcVulnerability one, TrivyLayer? layer, bool hasVendorSeverity) => new()
    {
        VulnerabilityId = one.VulnerabilityId,
        PkgName = Text(one.PkgName),
        PkgPath = Text(one.PkgPath),
        PkgIdentifier = Text(one.PkgIdentifier?.Purl) is { } purl ? new TrivyPackageIdentifier { Purl = purl } : null,
        InstalledVersion = Text(one.InstalledVersion),
        FixedVersion = Text(one.FixedVersion),
        Status = StatusName(one.Status),
        Layer = layer,
        SeveritySource = Text(one.SeveritySource),
        PrimaryLink = Text(one.PrimaryUrl),
        Title = Text(one.Title),
        Description = Text(one.Description),
        Severity = Text(one.Severity),
        VendorSeverity = hasVendorSeverity && one.VendorSeverity is { Count: > 0 } vendors ? vendors.ToDictionary(pair => pair.Key, pair => SeverityNumber(pair.Value), StringComparer.Ordinal) : null,
        CweIds = one.CweIds is { Count: > 0 } cwes ? cwes : null,
        Cvss = one.Cvss is { Count: > 0 } cvss ? cvss.ToDictionary(pair => pair.Key, pair => pair.Value is null ? null : new TrivyCvss { V3Vector = Text(pair.Value.V3Vector), V40Vector = Text(pair.Value.V40Vector) }, StringComparer.Ordinal) : null,
        References = one.References is { Count: > 0 } references ? references : null,
    };

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    // trivy-db, pkg/types/status.go
    private static string? StatusName(int status) => status switch
    {
        1 => "not_affected",
        2 => "affected",
        3 => "fixed",
        4 => "under_investigation",
        5 => "will_not_fix",
        6 => "fix_deferred",
        7 => "end_of_life",
        _ => null,
    };

    private static int SeverityNumber(string name) => name switch
    {
        "LOW" => 1,
        "MEDIUM" => 2,
        "HIGH" => 3,
        "CRITICAL" => 4,
        _ => 0,
    };

    private static TrivyReport Join(KnownAnalysis known, RpcScanAnswer answer, Dictionary<(bool, string, string), IReadOnlyList<TrivyVulnerability>> found)
    {
        var report = known.Report;
        var results = (report.Results ?? []).Select(result => result is { Packages.Count: > 0, Class: TrivyResult.OsPackages or LanguagePackages, Type: { } type, Target: { } target }
            ? result with { Vulnerabilities = found[(result.Class == TrivyResult.OsPackages, type, target)] } : result).ToList();
        var metadata = report.Metadata is { Os: { } os } had ? had with { Os = os with { Eosl = answer.Os?.Eosl == true } } : report.Metadata;
        return report with { Results = results, Metadata = metadata };
    }
}
