using Markdig.Renderers;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;

namespace DockerScan.Reporting.Html;

/// <summary>Sets <c>**High**</c> and its like as a coloured tag.</summary>
internal sealed class TagEmphasisRenderer(IReadOnlyDictionary<string, string> words) : EmphasisInlineRenderer
{
    protected override void Write(HtmlRenderer renderer, EmphasisInline obj)
    {
        if (renderer.EnableHtmlForInline && obj.DelimiterCount == 2 && obj.FirstChild is LiteralInline { NextSibling: null } literal
            && words.TryGetValue(literal.Content.ToString(), out var name))
        {
            renderer.Write("<strong class=\"tag tag-").Write(name).Write("\">").WriteEscape(ref literal.Content).Write("</strong>");
            return;
        }

        base.Write(renderer, obj);
    }
}
