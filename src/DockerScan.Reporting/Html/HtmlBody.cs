using System.Globalization;
using DockerScan.Reporting.Markdown;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace DockerScan.Reporting.Html;

/// <summary>
/// Renders the Markdown report's parts. The page's own structure (sections, folds, the charts, headings' ids) is put
/// around the blocks here; Markdown itself may hold no HTML.
/// </summary>
internal sealed class HtmlBody : IDisposable
{
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly List<HtmlHeading> _headings = [];
    private readonly HtmlRenderer _renderer;
    private readonly IReadOnlyDictionary<string, string> _figures;
    private HeadingPosition _position;

    private HtmlBody(HeadingPosition before, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string> figures)
    {
        (_position, _figures) = (before, figures);
        _renderer = new HtmlRenderer(_text);
        Pipeline.Setup(_renderer);
        _renderer.ObjectRenderers.Replace<EmphasisInlineRenderer>(new TagEmphasisRenderer(tags));
        _renderer.ObjectRenderers.Replace<CodeInlineRenderer>(new ShortCodeRenderer());
        _renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new SafeLinkRenderer());
    }

    /// <summary>The parts as HTML. What stands before the first section (title, verdict) is the page's own.</summary>
    public static IReadOnlyList<HtmlPart> Render(
        IReadOnlyList<MarkdownPart> parts, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string> figures)
        // Nearly all the work of a large report is here, and its parts know nothing of each other.
        => [.. parts.Select((part, index) => (part, IsLast: index == parts.Count - 1)).AsParallel().AsOrdered()
            .Select(item => Render(item.part, item.IsLast, tags, figures))];

    public void Dispose() => _text.Dispose();

    private static HtmlPart Render(
        MarkdownPart part, bool isLast, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string> figures)
    {
        using var body = new HtmlBody(part.Before, tags, figures);
        foreach (var block in Markdig.Markdown.Parse(part.Text, Pipeline))
        {
            if (body._position.Level > 0 || block is HeadingBlock { Level: 2 })
            {
                body.Write(block);
            }
        }

        if (isLast)
        {
            body.CloseSection();
        }

        return new HtmlPart(body._text.ToString(), body._headings);
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml();
        builder.InlineParsers.TryRemove<AutolinkInlineParser>();
        return builder.Build();
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case HeadingBlock { Level: 2 } heading:
                CloseSection();
                var id = AddHeading(heading);
                _text.Write($"<section class=\"part\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">");
                WriteInlines(heading);
                _text.Write("</h2>\n");
                break;
            case HeadingBlock { Level: 3 } heading:
                CloseFold();
                _text.Write($"<h3 id=\"{AddHeading(heading)}\">");
                WriteInlines(heading);
                _text.Write("</h3>\n");
                break;
            case HeadingBlock heading:
                CloseFold();
                _text.Write($"<details id=\"{AddHeading(heading)}\"><summary>");
                WriteInlines(heading);
                _text.Write("</summary>\n<div class=\"fold\">\n");
                break;
            case FencedCodeBlock { Info: { } info } when _figures.TryGetValue(info, out var figure):
                _text.Write(figure);
                break;
            case Table table:
                _text.Write($"<div class=\"table{TableForm.Set(table)}\" tabindex=\"0\">\n");
                _renderer.Render(block);
                _text.Write("</div>\n");
                break;
            default:
                _renderer.Render(block);
                break;
        }
    }

    private string AddHeading(HeadingBlock heading)
    {
        _position = _position.Next(heading.Level);
        if (_position.Level < 4)
        {
            _headings.Add(new HtmlHeading(_position.Level, _position.Id, PlainText.Of(heading)));
        }

        return _position.Id;
    }

    private void WriteInlines(HeadingBlock heading)
    {
        if (heading.Inline is { } inline)
        {
            _renderer.WriteChildren(inline);
        }
    }

    private void CloseFold()
    {
        if (_position.Level == 4)
        {
            _text.Write("</div>\n</details>\n");
        }
    }

    private void CloseSection()
    {
        CloseFold();
        if (_position.Level > 0)
        {
            _text.Write("</section>\n");
        }
    }
}
