using DockerScan.Reporting.Markdown;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace DockerScan.Reporting.Html;

/// <summary>The second gate for links: whatever came through the Markdown, only a checked web address becomes one, and an image never does.</summary>
internal sealed class SafeLinkRenderer : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        var url = obj.IsImage || !SafeLink.IsNormal(obj.Url) ? null : obj.Url;
        if (url is null)
        {
            renderer.WriteChildren(obj);
            return;
        }

        renderer.Write("<a href=\"").WriteEscapeUrl(url).Write("\" rel=\"noopener noreferrer nofollow\">");
        renderer.WriteChildren(obj);
        renderer.Write("</a>");
    }
}
