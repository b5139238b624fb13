using System.Text;

namespace DockerScan.Reporting.Markdown;

/// <summary>Writes Markdown blocks. It escapes nothing: what it gets is either a fixed text or has been through <see cref="MarkdownText"/>.</summary>
internal sealed class MarkdownWriter
{
    // Markdig refuses a table of many thousand cells, and a head that comes again is good for the reader too.
    private const int RowsPerTable = 100;

    private readonly List<int> _starts = [];
    private readonly StringBuilder _text = new(64 * 1024);

    public void Heading(int level, string text)
    {
        _starts.Add(_text.Length);
        Paragraph($"{new string('#', level)} {text}");
    }

    public void Paragraph(string text) => _text.Append(text).Append("\n\n");

    public void Quote(params IEnumerable<string> paragraphs) => Paragraph("> " + string.Join("\n>\n> ", paragraphs));

    public void List(IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            _text.Append("- ").Append(item).Append('\n');
        }

        _text.Append('\n');
    }

    public void Numbered(IEnumerable<string> items)
    {
        var number = 0;
        foreach (var item in items)
        {
            _text.Append(++number).Append(". ").Append(item).Append('\n');
        }

        _text.Append('\n');
    }

    /// <summary>A table. A column whose name ends with a colon holds numbers and is set right.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var head = columns.Select(column => column.TrimEnd(':')).ToList();
        var rule = columns.Select(column => column.EndsWith(':') ? "---:" : "---").ToList();
        foreach (var part in rows.Chunk(RowsPerTable))
        {
            Row(head);
            Row(rule);
            Array.ForEach(part, Row);
            _text.Append('\n');
        }
    }

    public MarkdownParts ToParts()
    {
        _text.Length--;
        return new MarkdownParts(_text.ToString(), _starts);
    }

    private void Row(IReadOnlyList<string> cells)
    {
        _text.Append('|');
        foreach (var cell in cells)
        {
            _text.Append(' ').Append(cell).Append(" |");
        }

        _text.Append('\n');
    }
}
