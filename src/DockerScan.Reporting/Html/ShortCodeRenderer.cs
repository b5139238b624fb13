using Markdig.Renderers;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;

namespace DockerScan.Reporting.Html;

/// <summary>Keeps short code (versions, CVE ids, addresses) on one line; long code may break anywhere.</summary>
internal sealed class ShortCodeRenderer : CodeInlineRenderer
{
    private const int ShortLength = 28;

    protected override void Write(HtmlRenderer renderer, CodeInline obj)
    {
        if (obj.Content.Length > ShortLength)
        {
            base.Write(renderer, obj);
            return;
        }

        renderer.Write("<code class=\"short\">").WriteEscape(obj.Content).Write("</code>");
    }
}
