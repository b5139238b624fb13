using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>Marks of a program: any of the byte strings, or any of the ELF section names.</summary>
internal sealed record BinarySignature(
    string Id, string Category, Severity Severity, string Title, IReadOnlyList<byte[]> Markers, IReadOnlyList<string> SectionNames);
