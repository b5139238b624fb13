using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>What a scan would look with now.</summary>
internal sealed class CurrentBasis(IEnumerable<IImageScanner> scanners)
{
    public async Task<WatchBasis> FindAsync(CancellationToken cancellationToken)
        => Of(await Task.WhenAll(scanners.Select(scanner => scanner.IdentifyAsync(cancellationToken))));

    /// <summary>The database is Trivy's data, the sandbox all of its own, and what is left are programs and the rules that they work by.</summary>
    internal static WatchBasis Of(IReadOnlyList<ScannerIdentity> identities)
    {
        var still = identities.Where(identity => identity.Id != StageIds.Sandbox).OrderBy(identity => identity.Id, StringComparer.Ordinal).ToList();
        return new WatchBasis(
            Join(still, identity => identity.Version),
            Join(still.Where(identity => identity.Id != StageIds.Trivy), identity => identity.Data),
            Join(identities.Where(identity => identity.Id == StageIds.Sandbox), identity => $"{identity.Version}+{identity.Data}"),
            identities.FirstOrDefault(identity => identity.Id == StageIds.Trivy)?.Data ?? string.Empty);
    }

    private static string Join(IEnumerable<ScannerIdentity> identities, Func<ScannerIdentity, string?> part)
        => string.Join(' ', identities.Select(identity => $"{identity.Id}={part(identity)}"));
}
