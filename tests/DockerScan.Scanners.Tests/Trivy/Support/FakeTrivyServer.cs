using System.Collections.Concurrent;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>Answers as Trivy 0.44.1 was seen to answer, and falsifies its answers on demand.</summary>
internal sealed class FakeTrivyServer : ITrivyRpc
{
    private readonly ConcurrentDictionary<string, RpcBlob> _blobs = new(StringComparer.Ordinal);

    /// <summary>What is known against packages, beside what is known against every package of the lowest version.</summary>
    public List<(string Package, RpcVulnerability Vulnerability)> Advisories { get; } =
    [
        ("tar", new RpcVulnerability { VulnerabilityId = "CVE-2005-2541", Severity = "LOW", SeveritySource = "debian", Status = 2, Title = "old", VendorSeverity = new Dictionary<string, string> { ["nvd"] = "HIGH" } }),
        ("lodash", new RpcVulnerability { VulnerabilityId = "CVE-2021-23337", Severity = "HIGH", SeveritySource = "ghsa", Status = 3, FixedVersion = "4.17.21", CweIds = ["CWE-94"] }),
    ];

    /// <summary>Falsifies an answer.</summary>
    public Func<RpcScanAnswer, RpcScanAnswer> Change { get; set; } = answer => answer;

    /// <summary>What it does instead of answering; null answers.</summary>
    public Func<Exception>? Failure { get; set; }

    /// <summary>What it was asked so far.</summary>
    public int Scans { get; private set; }

    /// <summary>Blobs that nobody took back.</summary>
    public int Left => _blobs.Count;

    public Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken) => Task.FromResult(Failure is null);

    public Task PutBlobAsync(TrivyServerState server, RpcPutBlob blob, CancellationToken cancellationToken)
    {
        _blobs[blob.DiffId] = blob.BlobInfo;
        return Task.CompletedTask;
    }

    public Task DeleteBlobAsync(TrivyServerState server, string blob, CancellationToken cancellationToken)
    {
        _blobs.TryRemove(blob, out _);
        return Task.CompletedTask;
    }

    public Task<RpcScanAnswer> ScanAsync(TrivyServerState server, RpcScan scan, CancellationToken cancellationToken)
    {
        Scans++;
        if (Failure is { } failure)
        {
            throw failure();
        }

        var blob = _blobs[scan.BlobIds.Single()];
        var results = blob.Applications.Select(application => Result(application.FilePath, "lang-pkgs", application.Type, application.Libraries)).ToList();
        if (blob.PackageInfos.SelectMany(list => list.Packages).ToList() is { Count: > 0 } packages)
        {
            results.Insert(0, Result($"{scan.Target} ({blob.Os!.Family} {blob.Os.Name})", "os-pkgs", blob.Os.Family!, packages));
        }

        return Task.FromResult(Change(new RpcScanAnswer { Os = blob.Os, Results = results }));
    }

    private RpcResult Result(string target, string kind, string type, IReadOnlyList<RpcPackage> packages) => new()
    {
        Target = target,
        Class = kind,
        Type = type,
        Packages = packages,
        Vulnerabilities = [.. packages.SelectMany(Known)],
    };

    private IEnumerable<RpcVulnerability> Known(RpcPackage package)
    {
        var found = package.Version is "0" or "0-r0" or "0.0.0" ? [new RpcVulnerability { VulnerabilityId = "CVE-1999-0001", Severity = "LOW" }]
            : Advisories.Where(pair => pair.Package == package.Name).Select(pair => pair.Vulnerability);
        return found.Select(one => one with
        {
            PkgId = package.Id,
            PkgName = package.Name,
            PkgPath = package.FilePath,
            InstalledVersion = $"{(package.Epoch > 0 ? $"{package.Epoch}:" : string.Empty)}{package.Version}{(package.Release is { Length: > 0 } release ? $"-{release}" : string.Empty)}",
        });
    }
}
