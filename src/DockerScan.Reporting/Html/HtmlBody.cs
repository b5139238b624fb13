using System.Globalization;
using DockerScan.Reporting.Markdown;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

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
    private readonly int[] _numbers = new int[3];
    private bool _isSectionOpen;
    private bool _isFoldOpen;

    private HtmlBody(IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string> figures)
    {
        _figures = figures;
        _renderer = new HtmlRenderer(_text);
        Pipeline.Setup(_renderer);
        _renderer.ObjectRenderers.Replace<EmphasisInlineRenderer>(new TagEmphasisRenderer(tags));
        _renderer.ObjectRenderers.Replace<CodeInlineRenderer>(new ShortCodeRenderer());
        _renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new SafeLinkRenderer());
    }

    /// <summary>The parts as HTML, and their headings. What stands before the first part (title, verdict) is the page's own.</summary>
    public static (string Html, IReadOnlyList<HtmlHeading> Headings) Render(
        MarkdownParts markdown, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string> figures)
    {
        using var body = new HtmlBody(tags, figures);
        // Parsing is most of the work of a large report, and its parts know nothing of each other.
        var blocks = markdown.Cut().AsParallel().AsOrdered().Select(part => Markdig.Markdown.Parse(part, Pipeline)).AsSequential().SelectMany(part => part);
        foreach (var block in blocks.SkipWhile(block => block is not HeadingBlock { Level: 2 }))
        {
            body.Write(block);
        }

        body.CloseSection();
        return (body._text.ToString(), body._headings);
    }

    public void Dispose() => _text.Dispose();

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
                _isSectionOpen = true;
                break;
            case HeadingBlock { Level: 3 } heading:
                CloseFold();
                _text.Write($"<h3 id=\"{AddHeading(heading)}\">");
                WriteInlines(heading);
                _text.Write("</h3>\n");
                break;
            case HeadingBlock heading:
                CloseFold();
                // The measures are few and what a reader came for, so they stand open.
                _text.Write($"<details id=\"{AddHeading(heading)}\"{(_numbers[0] == 3 ? " open" : string.Empty)}><summary>");
                WriteInlines(heading);
                _text.Write("</summary>\n<div class=\"fold\">\n");
                _isFoldOpen = true;
                break;
            case FencedCodeBlock { Info: { } info } when _figures.TryGetValue(info, out var figure):
                _text.Write(figure);
                break;
            case Table table:
                AlignByClass(table);
                _text.Write("<div class=\"table\" tabindex=\"0\">\n");
                _renderer.Render(block);
                _text.Write("</div>\n");
                break;
            default:
                _renderer.Render(block);
                break;
        }
    }

    /// <summary>The renderer would align with style attributes, which the page's policy refuses.</summary>
    private static void AlignByClass(Table table)
    {
        var columns = table.ColumnDefinitions;
        foreach (var row in table.OfType<TableRow>())
        {
            for (var index = 0; index < Math.Min(row.Count, columns.Count); index++)
            {
                if (columns[index].Alignment == TableColumnAlign.Right)
                {
                    row[index].GetAttributes().AddClass("number");
                }
            }
        }

        columns.ForEach(column => column.Alignment = null);
    }

    private string AddHeading(HeadingBlock heading)
    {
        var level = Math.Clamp(heading.Level, 2, 4);
        _numbers[level - 2]++;
        Array.Clear(_numbers, level - 1, _numbers.Length - (level - 1));
        var id = "s" + string.Join('-', _numbers.Take(level - 1).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        if (level < 4)
        {
            _headings.Add(new HtmlHeading(level, id, PlainText(heading)));
        }

        return id;
    }

    private static string PlainText(HeadingBlock heading)
        => string.Concat((heading.Inline ?? new ContainerInline()).Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => string.Empty,
        }));

    private void WriteInlines(HeadingBlock heading)
    {
        if (heading.Inline is { } inline)
        {
            _renderer.WriteChildren(inline);
        }
    }

    private void CloseFold()
    {
        if (_isFoldOpen)
        {
            _text.Write("</div>\n</details>\n");
            _isFoldOpen = false;
        }
    }

    private void CloseSection()
    {
        CloseFold();
        if (_isSectionOpen)
        {
            _text.Write("</section>\n");
            _isSectionOpen = false;
        }
    }
}
