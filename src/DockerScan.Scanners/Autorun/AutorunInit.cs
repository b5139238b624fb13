using DockerScan.Scanners.Autorun.Inits;

namespace DockerScan.Scanners.Autorun;

/// <summary>A program that is started and reads from files of its own what it starts.</summary>
/// <param name="Sources">Those files.</param>
/// <param name="Directory">Where it is started.</param>
/// <param name="StartedBy">Its path.</param>
/// <param name="Depth">How deep what it starts is.</param>
internal sealed record AutorunInit(IReadOnlyList<InitSource> Sources, string Directory, string StartedBy, int Depth);
