namespace DockerScan.Core.Checks;

/// <summary>A text in the languages of the report.</summary>
/// <param name="En">English.</param>
/// <param name="Ko">Korean.</param>
public sealed record LocalizedText(string En, string Ko)
{
    /// <summary>The text in a language.</summary>
    public string In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => En,
        ReportLanguage.Korean => Ko,
    };
}
