using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DockerScan.Reporting.Html;

/// <summary>Gives a table and its cells the classes and labels that the page's style goes by.</summary>
internal static class TableForm
{
    private const int WideTable = 6;
    private const int PairTable = 2;
    private const int LongWord = 20;

    /// <summary>Marks the cells; the classes of the table itself, each after a space.</summary>
    public static string Set(Table table)
    {
        AlignByClass(table);
        LabelCells(table);
        MarkLong(table);
        return Form(table);
    }

    private static string Form(Table table) => table.FirstOrDefault() is not TableRow head ? string.Empty : head.Count switch { >= WideTable => " wide", PairTable => " pair", _ => string.Empty };

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

    /// <summary>On a narrow screen a row is a stack, and each cell says what it is.</summary>
    private static void LabelCells(Table table)
    {
        var heads = table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader)?.OfType<TableCell>().Select(cell => PlainText.Of(cell.OfType<ParagraphBlock>().FirstOrDefault())).ToList();
        // Of a name and its value, the name is the label.
        foreach (var row in table.OfType<TableRow>().Where(row => !row.IsHeader && row.Count != PairTable))
        {
            for (var index = 0; index < Math.Min(row.Count, heads?.Count ?? 0); index++)
            {
                if (heads![index].Length > 0)
                {
                    row[index].GetAttributes().AddProperty("data-label", heads[index]);
                }
            }
        }
    }

    /// <summary>On paper a word stays whole, but for one that is as wide as the column should be.</summary>
    private static void MarkLong(Table table)
    {
        foreach (var cell in table.OfType<TableRow>().Where(row => !row.IsHeader).SelectMany(row => row.OfType<TableCell>()))
        {
            // What is escaped is a piece of its own, and code has its own rules.
            if (HasLongWord(string.Concat(cell.Descendants<Inline>().Select(inline => inline is LiteralInline literal ? literal.Content.ToString() : inline is CodeInline ? " " : string.Empty))))
            {
                cell.GetAttributes().AddClass("long");
            }
        }
    }

    private static bool HasLongWord(ReadOnlySpan<char> text)
    {
        foreach (var word in text.Split(' '))
        {
            if (text[word].Length > LongWord)
            {
                return true;
            }
        }

        return false;
    }
}
