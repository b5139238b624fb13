namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>Which packages files belong to, and whether all that could say so was read.</summary>
/// <param name="Packages">The package of each file that is exactly what its package's list says.</param>
/// <param name="Unread">Why a file that is not among them may have one all the same; null when every list of the image was read.</param>
internal sealed record PackageOwnership(IReadOnlyDictionary<string, string> Packages, string? Unread);
