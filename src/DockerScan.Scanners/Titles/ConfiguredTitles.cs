using System.Collections.Frozen;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Titles;

/// <summary>
/// The titles of <c>config/signatures.yaml</c> and <c>config/behavior.yaml</c>. They are found by their English text, so those of results of
/// every age are, as long as the file still has them.
/// </summary>
internal sealed class ConfiguredTitles(IEnumerable<TitleSource> sources) : IFindingTitles
{
    private readonly Lazy<FrozenDictionary<string, LocalizedText>> _titles = new(() => sources.SelectMany(source => source.Load())
        .DistinctBy(title => title.En).ToFrozenDictionary(title => title.En, StringComparer.Ordinal));

    public string In(string title, ReportLanguage language)
        => language != ReportLanguage.English && _titles.Value.TryGetValue(title, out var texts) && texts.In(language) is { Length: > 0 } text ? text : title;
}

/// <summary>A file whose rules name their findings in several languages.</summary>
/// <param name="Load">The titles; asked for when the first one is wanted.</param>
internal sealed record TitleSource(Func<IEnumerable<LocalizedText>> Load);
