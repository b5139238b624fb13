namespace DockerScan.Core.Findings;

/// <summary>What findings say of themselves, in a reader's language. Stored is English alone; what nobody has put into words stays so.</summary>
public static class FindingWords
{
    private static readonly Lazy<TextTable> Korean = new(() => new TextTable(KoreanFindings.Texts, nested: false));
    private static readonly Lazy<TextTable> KoreanLines = new(() => new TextTable(KoreanEvidence.Texts, nested: true, KoreanEvidence.InHoles));

    /// <summary>A title, an explanation, a reason or an advice in a language; as it is where there is no other.</summary>
    public static string In(string text, ReportLanguage language)
        => language == ReportLanguage.English || text.Length == 0 ? text : Korean.Value.Find(text) ?? text;

    /// <summary>Where a finding is, in a language: only what a rule named itself has another name; a path, an address and a package are places as they are.</summary>
    public static string Place(FindingDraft finding, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return language == ReportLanguage.English ? finding.Target
            : KoreanPlaces.Texts.FirstOrDefault(place => place.English == finding.Target && (place.Id is null || place.Id == finding.Id)).Korean ?? finding.Target;
    }

    /// <summary>Evidence in a language, line by line: what an image or a tool said stays as it is.</summary>
    public static string Evidence(string text, ReportLanguage language)
        => language == ReportLanguage.English || text.Length == 0 ? text : string.Join('\n', text.Split('\n').Select(line => KoreanLines.Value.Find(line) ?? line));
}
