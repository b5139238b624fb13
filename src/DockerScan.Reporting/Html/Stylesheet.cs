using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Reporting.Html;

/// <summary>The page's one stylesheet. The page's policy names its hash, so that no other style can take effect.</summary>
internal static class Stylesheet
{
    public static string Text { get; } = Load();

    public static string Hash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private static string Load()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("report.css is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
