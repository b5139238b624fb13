using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, what was seen: the files started, the contacts, the sockets, the processes.</summary>
internal sealed class ObservationsSection(ReportModel model, ReportStrings strings, ReportLanguage language, MarkdownWriter writer, int maxRows)
    : ReportSection(model, strings, language, writer)
{
    private const int MaxIndent = 6;

    public void Write()
    {
        var result = Model.Result;
        WriteTable(
            Strings.Autorun, Strings.AutorunNote,
            [Strings.File, Strings.StartedBy, Strings.Kind, Strings.ReputationTitle, Strings.Size + ":", "SHA-256"],
            result.Autorun, FileRow);
        WriteTable(
            Strings.Network, null,
            [Strings.Destination, Strings.Protocol, Strings.Application, Strings.Process, Strings.Summary],
            result.Network, ContactRow);
        WriteTable(
            Strings.Listeners, null, [Strings.Protocol, Strings.Address, Strings.Port + ":", Strings.Process], result.Listeners, ListenerRow);
        WriteTable(
            Strings.Processes, null, [Strings.CommandLine, Strings.Executable, "UID:"], result.Processes, ProcessRow);
    }

    private void WriteTable<T>(string title, string? note, IReadOnlyList<string> columns, IReadOnlyList<T> items, Func<T, string[]> row)
    {
        if (items.Count == 0)
        {
            return;
        }

        Writer.Heading(3, $"{title} ({Format.Number(items.Count)})");
        if (note is not null)
        {
            Writer.Paragraph(note);
        }

        Writer.Table(columns, items.Take(maxRows).Select(row));
        if (items.Count > maxRows)
        {
            Writer.Paragraph(Strings.RowsLeftOff(items.Count - maxRows));
        }
    }

    private string[] FileRow(AutorunFile file) =>
    [
        $"{Indent(file.Depth)}{MarkdownText.Code(file.Path, 200)}",
        MarkdownText.Code(file.StartedBy, 200),
        file.Kind == AutorunKind.Missing ? $"**{Strings.Word(file.Kind)}**" : Strings.Word(file.Kind),
        file.Reputation is Reputation.Malicious or Reputation.Suspicious ? $"**{Strings.Word(file.Reputation)}**" : Strings.Word(file.Reputation),
        file.Kind == AutorunKind.Missing ? MarkdownText.Nothing : Format.Size(file.SizeBytes),
        file.Sha256 is null ? MarkdownText.Nothing : MarkdownText.Code(file.Sha256, 80),
    ];

    private static string Indent(int depth) => depth <= 0 ? string.Empty : $"{string.Concat(Enumerable.Repeat("&nbsp;&nbsp;&nbsp;", Math.Min(depth, MaxIndent) - 1))}↳ ";

    private static string[] ContactRow(NetworkContact contact) =>
    [
        $"{(contact.Domain is null ? string.Empty : MarkdownText.Code(contact.Domain, 200) + " ")}{MarkdownText.Code(Endpoint(contact), 80)}",
        MarkdownText.Code(contact.Protocol, 20),
        contact.Application is null ? MarkdownText.Nothing : MarkdownText.Code(contact.Application, 40),
        MarkdownText.Code(contact.Process, 120),
        MarkdownText.Escape(contact.Summary),
    ];

    private static string Endpoint(NetworkContact contact)
        => contact.Port == 0 ? contact.Address : FormattableString.Invariant($"{(contact.Address.Contains(':', StringComparison.Ordinal) ? $"[{contact.Address}]" : contact.Address)}:{contact.Port}");

    private static string[] ListenerRow(NetworkListener listener) =>
    [
        MarkdownText.Code(listener.Protocol, 20),
        MarkdownText.Code(listener.Address, 80),
        FormattableString.Invariant($"{listener.Port}"),
        MarkdownText.Code(listener.Process, 120),
    ];

    private static string[] ProcessRow(ObservedProcess process) =>
    [
        MarkdownText.Code(process.Command),
        MarkdownText.Code(process.Executable, 200),
        process.Uid == 0 ? "**0**" : FormattableString.Invariant($"{process.Uid}"),
    ];
}
