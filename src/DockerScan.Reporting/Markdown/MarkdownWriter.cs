using System.Text;

namespace DockerScan.Reporting.Markdown;

/// <summary>Writes Markdown blocks. It escapes nothing: what it gets is either a fixed text or has been through <see cref="MarkdownText"/>.</summary>
internal sealed class MarkdownWriter
{
    // Markdig refuses a table of many thousand cells, and a head that comes again is good for the reader too.
    private const int RowsPerTable = 100;

    // Small enough for parts, their trees and their HTML to die young, large enough to be worth a task.
    private const int PartLength = 16 * 1024;

    private readonly List<MarkdownPart> _parts = [];
    private readonly StringBuilder _text = new(PartLength * 2);
    private HeadingPosition _before;
    private HeadingPosition _last;

    public void Heading(int level, string text)
    {
        CutIfLong();
        _last = _last.Next(level);
        Paragraph($"{new string('#', level)} {text}");
    }

    public void Paragraph(string text) => _text.Append(text).Append("\n\n");

    public void Quote(params IEnumerable<string> paragraphs) => Paragraph("> " + string.Join("\n>\n> ", paragraphs));

    public void List(IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            CutIfLong();
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
            CutIfLong();
            Row(head);
            Row(rule);
            Array.ForEach(part, Row);
            _text.Append('\n');
        }
    }

    /// <summary>All that was written, in parts.</summary>
    public IReadOnlyList<MarkdownPart> ToParts()
    {
        _text.Length--;
        CutPart();
        return _parts;
    }

    private void CutIfLong()
    {
        if (_text.Length >= PartLength)
        {
            CutPart();
        }
    }

    private void CutPart()
    {
        _parts.Add(new MarkdownPart(_text.ToString(), _before));
        _text.Clear();
        _before = _last;
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
