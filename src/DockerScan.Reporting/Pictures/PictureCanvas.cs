using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>A sheet to draw on. Places and sizes are in units of the page; the picture has <see cref="Scale"/> pixels for each.</summary>
internal sealed class PictureCanvas : IDisposable
{
    /// <summary>Sharp on dense screens, and small enough for a chat.</summary>
    public const float Scale = 1.5f;

    private readonly SKSurface _surface;
    private readonly SKPaint _paint = new() { IsAntialias = true };
    private readonly List<string> _texts = [];

    public PictureCanvas(float width, float height)
    {
        _surface = SKSurface.Create(new SKImageInfo((int)(width * Scale), (int)(height * Scale)))
            ?? throw new InvalidOperationException("There is no room for a picture.");
        _surface.Canvas.Clear(PictureColors.Page);
        _surface.Canvas.Scale(Scale);
    }

    public void Box(float left, float top, float width, float height, SKColor color, float radius = 0)
        => _surface.Canvas.DrawRoundRect(left, top, width, height, radius, radius, Paint(color));

    public void Dot(float x, float y, float radius, SKColor color) => _surface.Canvas.DrawCircle(x, y, radius, Paint(color));

    /// <summary>A shape of straight lines, closed.</summary>
    public void Shape(SKColor color, params ReadOnlySpan<SKPoint> points)
    {
        using var path = new SKPath();
        path.AddPoly(points, close: true);
        _surface.Canvas.DrawPath(path, Paint(color));
    }

    /// <summary>Every text that was written, whole, in order: what the picture says.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>A text within its width, its feet at <paramref name="y"/>.</summary>
    public void Write(string? text, float x, float y, SKFont font, SKColor color, float width = float.MaxValue, SKTextAlign align = SKTextAlign.Left)
    {
        using var korean = PictureFonts.Korean(font, text);
        var chosen = korean ?? font;
        _texts.Add(text ?? string.Empty);
        _surface.Canvas.DrawText(PictureFonts.Fit(chosen, text, width), x, y, align, chosen, Paint(color));
    }

    public byte[] ToPng()
    {
        using var image = _surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100) ?? throw new InvalidOperationException("The picture cannot be encoded.");
        return png.ToArray();
    }

    public void Dispose()
    {
        _paint.Dispose();
        _surface.Dispose();
    }

    private SKPaint Paint(SKColor color)
    {
        _paint.Color = color;
        return _paint;
    }
}
