namespace DockerScan.Core;

/// <summary>A language that reports and chat cards are written in.</summary>
public enum ReportLanguage
{
    /// <summary>English, <c>en</c>.</summary>
    English,

    /// <summary>Korean, <c>ko</c>.</summary>
    Korean,
}
