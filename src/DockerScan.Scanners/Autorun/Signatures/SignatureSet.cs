using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

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

/// <summary>Marks of a program: any of the byte strings, or any of the ELF section names.</summary>
internal sealed record BinarySignature(
    string Id, string Category, Severity Severity, string Title, IReadOnlyList<byte[]> Markers, IReadOnlyList<string> SectionNames);
