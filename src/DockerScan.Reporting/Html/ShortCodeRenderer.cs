using Markdig.Renderers;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;

namespace DockerScan.Reporting.Html;

/// <summary>Keeps short code (versions, addresses) on one line, and what is no longer than an id also in the narrow columns of print; long code may break anywhere.</summary>
internal sealed class ShortCodeRenderer : CodeInlineRenderer
{
    private const int ShortLength = 28;
    private const int IdLength = 19;

    protected override void Write(HtmlRenderer renderer, CodeInline obj)
    {
        if (obj.Content.Length > ShortLength)
        {
            base.Write(renderer, obj);
            return;
        }

        renderer.Write(obj.Content.Length > IdLength ? "<code class=\"short\">" : "<code class=\"id\">").WriteEscape(obj.Content).Write("</code>");
    }
}
