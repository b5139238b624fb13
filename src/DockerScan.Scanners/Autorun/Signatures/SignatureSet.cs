using DockerScan.Core.Checks;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>All signatures of <c>config/signatures.yaml</c>.</summary>
/// <param name="Scripts">For scripts and shell forms.</param>
/// <param name="Binaries">For programs.</param>
/// <param name="Version">Changes whenever the file does.</param>
internal sealed record SignatureSet(IReadOnlyList<ScriptSignature> Scripts, IReadOnlyList<BinarySignature> Binaries, string Version)
{
    /// <summary>What their findings are called, in every language.</summary>
    public IReadOnlyList<LocalizedText> Titles { get; init; } = [];
}
