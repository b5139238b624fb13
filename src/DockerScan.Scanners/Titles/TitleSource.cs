using DockerScan.Core.Checks;

namespace DockerScan.Scanners.Titles;

/// <summary>A file whose rules name their findings in several languages.</summary>
/// <param name="Load">The titles; asked for when the first one is wanted.</param>
internal sealed record TitleSource(Func<IEnumerable<LocalizedText>> Load);
