using Spectre.Console.Rendering;

namespace DockerScan.Chat.Console;

/// <summary>Keeps something readable on a very wide terminal.</summary>
internal sealed class WidthLimit(IRenderable inner, int width) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, Math.Min(maxWidth, width));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, Math.Min(maxWidth, width));
}
