using System.Globalization;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>How many of each, as bars.</summary>
/// <param name="Title">What is counted.</param>
/// <param name="Slices">Name, number and colour of each bar.</param>
internal sealed record CountBars(string Title, IReadOnlyList<(string Label, int Count, SKColor Color)> Slices)
{
    private const float RowHeight = 26;
    private const float HeadHeight = 30;
    private const float LabelWidth = 78;
    private const float NumberWidth = 54;

    public float Height => HeadHeight + (Slices.Count * RowHeight);

    public void Draw(PictureCanvas canvas, float left, float top, float width)
    {
        using var head = PictureFonts.Strong(13);
        using var text = PictureFonts.Text(13);
        using var number = PictureFonts.Strong(14);
        canvas.Write(Title, left, top + 14, head, PictureColors.Soft, width);
        var (bar, most) = (width - LabelWidth - NumberWidth, Math.Max(1, Slices.Max(slice => slice.Count)));
        var row = top + HeadHeight;
        foreach (var (label, count, color) in Slices)
        {
            canvas.Write(label, left, row + 14, text, PictureColors.Ink, LabelWidth - 6);
            canvas.Box(left + LabelWidth, row + 2, bar, 15, PictureColors.Track, 4);
            if (count > 0)
            {
                canvas.Box(left + LabelWidth, row + 2, Math.Max(5, bar * count / most), 15, color, 4);
            }

            canvas.Write(count.ToString("N0", CultureInfo.InvariantCulture), left + LabelWidth + bar + 10, row + 15, number, PictureColors.Ink, NumberWidth - 10);
            row += RowHeight;
        }
    }
}
