namespace DockerScan.Core;

/// <summary>The languages by their tags, as settings, options and stores write them: <c>en</c>, <c>ko</c>.</summary>
public static class ReportLanguages
{
    /// <summary>The tag of a language.</summary>
    public static string Tag(ReportLanguage language) => language switch
    {
        ReportLanguage.English => "en",
        ReportLanguage.Korean => "ko",
    };

    /// <summary>The language of a tag in lower case; false for any other text.</summary>
    public static bool TryParse(string? tag, out ReportLanguage language)
    {
        language = tag == "ko" ? ReportLanguage.Korean : ReportLanguage.English;
        return tag is "en" or "ko";
    }

    /// <summary>The language of a tag that was checked before.</summary>
    /// <exception cref="FormatException">It is no tag of a language.</exception>
    public static ReportLanguage Parse(string tag)
        => TryParse(tag, out var language) ? language : throw new FormatException($"'{DisplayText.Clean(tag, 20)}' is not a language; there are en and ko");
}

/// <summary>A language that reports and chat cards are written in.</summary>
public enum ReportLanguage
{
    /// <summary>English, <c>en</c>.</summary>
    English,

    /// <summary>Korean, <c>ko</c>.</summary>
    Korean,
}
