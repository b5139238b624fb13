using System.Text;
using DockerScan.Core;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>The typefaces that come along: a bare machine has none. Letters that they lack become a replacement sign.</summary>
internal static class PictureFonts
{
    private const int MaxLength = 300;
    private static readonly Rune Replacement = new('\uFFFD');
    private static readonly SKTypeface Normal = Load("DejaVuSans.ttf");
    private static readonly SKTypeface Bold = Load("DejaVuSans-Bold.ttf");

    public static SKFont Text(float size) => new(Normal, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    public static SKFont Strong(float size) => new(Bold, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    /// <summary>One line of letters that can be drawn, no wider than asked: what does not fit loses its middle, as names differ at both ends.</summary>
    public static string Fit(SKFont font, string? text, float width)
    {
        var runes = DisplayText.Clean(text, MaxLength).Trim().EnumerateRunes()
            .Select(rune => font.ContainsGlyph(rune.Value) ? rune : Replacement).ToList();
        var whole = string.Concat(runes);
        for (var kept = runes.Count - 1; kept > 1 && font.MeasureText(whole) > width; kept--)
        {
            var head = (kept + 1) / 2;
            whole = $"{string.Concat(runes.Take(head))}…{string.Concat(runes.TakeLast(kept - head))}";
        }

        return whole.Length == 0 ? "–" : whole;
    }

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(PictureFonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The typeface {name} is not in the program.");
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The typeface {name} cannot be read.");
    }
}
