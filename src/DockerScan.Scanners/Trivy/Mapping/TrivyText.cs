using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Bounds for text from reports: advisories and image paths are anybody's.</summary>
internal static class TrivyText
{
    private const int MaxReferences = 10;
    private const int MaxReference = 500;

    /// <summary>An id.</summary>
    public static string Id(string? text) => DisplayText.Clean(text, 128);

    /// <summary>One line.</summary>
    public static string Title(string? text) => DisplayText.Clean(text, 200).Trim();

    /// <summary>A few sentences.</summary>
    public static string Paragraph(string? text) => DisplayText.CleanLines(text, 2000).Trim();

    /// <summary>A package, path or version.</summary>
    public static string Name(string? text) => DisplayText.Clean(text, 1000);

    /// <summary>The http and https addresses, the report's own first.</summary>
    public static IReadOnlyList<string> References(string? primary, IReadOnlyList<string?>? more)
        => [.. (more ?? []).Prepend(primary).OfType<string>().Where(IsWeb).Distinct(StringComparer.Ordinal).Take(MaxReferences)];

    /// <summary>Trivy's severity; a word that is not known is unknown, never low.</summary>
    public static Severity Severity(string? text) => text switch
    {
        "CRITICAL" => Core.Findings.Severity.Critical,
        "HIGH" => Core.Findings.Severity.High,
        "MEDIUM" => Core.Findings.Severity.Medium,
        "LOW" => Core.Findings.Severity.Low,
        _ => Core.Findings.Severity.Unknown,
    };

    private static bool IsWeb(string text)
        => text.Length <= MaxReference && !text.Any(char.IsControl)
            && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
