using System.Text;
using DockerScan.Core;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>The typefaces that come along: a bare machine has none. One has the Korean letters of our own words; letters that it lacks become a replacement sign.</summary>
internal static class PictureFonts
{
    private const int MaxLength = 300;
    private static readonly Rune Replacement = new('\uFFFD');
    private static readonly SKTypeface Normal = Load("DejaVuSans.ttf");
    private static readonly SKTypeface Bold = Load("DejaVuSans-Bold.ttf");
    private static readonly Lazy<SKTypeface> KoreanNormal = new(() => Load("NotoSansKR-Regular.ttf"));
    private static readonly Lazy<SKTypeface> KoreanBold = new(() => Load("NotoSansKR-Bold.ttf"));

    public static SKFont Text(float size) => Make(Normal, size);

    public static SKFont Strong(float size) => Make(Bold, size);

    /// <summary>The font in which a text is drawn: the one asked for, or its Korean fellow. The second is the caller's to dispose.</summary>
    public static SKFont? Korean(SKFont font, string? text)
        => text?.Any(IsKorean) == true ? Make((font.Typeface.IsBold ? KoreanBold : KoreanNormal).Value, font.Size) : null;

    /// <summary>One line of letters that can be drawn, no wider than asked: what does not fit loses its middle, as names differ at both ends.</summary>
    public static string Fit(SKFont font, string? text, float width)
    {
        var runes = DisplayText.Clean(text, MaxLength).Trim().EnumerateRunes().Select(rune => font.ContainsGlyph(rune.Value) ? rune : Replacement).ToList();
        var whole = string.Concat(runes);
        for (var kept = runes.Count - 1; kept > 1 && font.MeasureText(whole) > width; kept--)
        {
            var head = (kept + 1) / 2;
            whole = $"{string.Concat(runes.Take(head))}…{string.Concat(runes.TakeLast(kept - head))}";
        }

        return whole.Length == 0 ? "–" : whole;
    }

    private static bool IsKorean(char letter) => letter is >= '\uAC00' and <= '\uD7A3';

    private static SKFont Make(SKTypeface face, float size) => new(face, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(PictureFonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The typeface {name} is not in the program.");
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The typeface {name} cannot be read.");
    }
}
