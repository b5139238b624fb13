namespace DockerScan.Core.Findings;

/// <summary>
/// Titles of findings in the languages of cards and reports. A finding keeps its English one, in the store and in the JSON contract; whoever
/// wrote that title may have it in others too.
/// </summary>
public interface IFindingTitles
{
    /// <summary>A title in a language; the English one where nobody has another.</summary>
    string In(string title, ReportLanguage language);
}
