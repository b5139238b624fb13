using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>A token of a known form in a text.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="What">What it is.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct Token(string Id, string What, Severity Severity, int At, int Length);
