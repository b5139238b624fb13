using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, what was seen: the files that start by themselves, and in the sandbox the contacts, the sockets, the processes.</summary>
internal sealed class ObservationsSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, int maxRows)
    : ReportSection(model, strings, writer)
{
    private const int MaxIndent = 6;

    /// <summary>The chain of files that starts by itself: it stands with the environment.</summary>
    public void WriteAutorun()
    {
        var result = Model.Result;
        if (result.Autorun.Count > 0)
        {
            Writer.Heading(3, Counted(Strings.Autorun, result.Autorun.Count));
            Writer.Paragraph(Strings.AutorunNote);
            WriteRows(
                [Strings.File, Strings.StartedBy, Strings.Kind, Strings.ReputationTitle, Strings.Size + ":", "SHA-256"], result.Autorun, FileRow);
        }
    }

    public void Write()
    {
        var result = Model.Result;
        new ReputationSection(Model, Strings, Writer, maxRows).Write();
        new SandboxSection(Model, Strings, Writer).Write();
        if (result.Dropped.Count > 0)
        {
            Writer.Heading(3, Counted(Strings.Dropped, result.Dropped.Count));
            Writer.Paragraph(Strings.DroppedNote);
            WriteRows([Strings.File, Strings.WasRun, Strings.Kind, Strings.ReputationTitle, Strings.Size + ":", "SHA-256"], result.Dropped, DroppedRow);
        }

        WriteSeen(
            Strings.Network, Strings.NoContacts,
            [Strings.Domain, Strings.Address, Strings.Protocol, Strings.Application, Strings.Process, Strings.ReputationTitle, Strings.Summary],
            result.Network, ContactRow);
        WriteSeen(
            Strings.Listeners, Strings.NoListeners, [Strings.Address, Strings.Protocol, Strings.Process, Strings.Exposed], result.Listeners, ListenerRow);
        WriteSeen(
            Strings.Processes, Strings.NoProcesses, [Strings.CommandLine, Strings.Executable, "UID:"], result.Processes, ProcessRow);
    }

    /// <summary>What the sandbox saw. Nothing seen means something only when all was watched.</summary>
    private void WriteSeen<T>(string title, string nothing, IReadOnlyList<string> columns, IReadOnlyList<T> items, Func<T, string[]> row)
    {
        if (items.Count > 0)
        {
            Writer.Heading(3, Counted(title, items.Count));
            WriteRows(columns, items, row);
            return;
        }

        Writer.Heading(3, title);
        Writer.Paragraph(Model.Reading.Sandbox switch
        {
            SandboxView.Seen => nothing,
            SandboxView.NotStarted => $"**{Strings.Word(CheckResult.NotAssessed)}** {Strings.NotStarted}",
            SandboxView.NotFullySeen => $"**{Strings.Word(CheckResult.NotAssessed)}** {Strings.NotFullySeen}",
        });
    }

    private static string Counted(string title, int count) => $"{title} ({Units.Number(count)})";

    private void WriteRows<T>(IReadOnlyList<string> columns, IReadOnlyList<T> items, Func<T, string[]> row)
    {
        Writer.Table(columns, items.Take(maxRows).Select(row));
        if (items.Count > maxRows)
        {
            Writer.Paragraph(Strings.RowsLeftOff(items.Count - maxRows));
        }
    }

    private string[] FileRow(AutorunFile file) =>
    [
        $"{Indent(file.Depth)}{MarkdownText.Code(file.Path, 200)}",
        MarkdownText.Code(file.StartedBy, 200) + (file.MayStart ? $" ({Strings.MayStart})" : string.Empty),
        file.Kind == AutorunKind.Missing ? $"**{Strings.Word(file.Kind)}**" : Strings.Word(file.Kind),
        file is { Package: { } package, Reputation: Reputation.NotConfigured } ? Strings.OfPackage(MarkdownText.Code(package, 100)) : Word(file.Reputation),
        file.Kind == AutorunKind.Missing ? MarkdownText.Nothing : Units.Size(file.SizeBytes),
        file.Sha256 is null ? MarkdownText.Nothing : MarkdownText.Code(file.Sha256, 80),
    ];

    private string Word(Reputation reputation)
        => reputation is Reputation.Malicious or Reputation.Suspicious ? $"**{Strings.Word(reputation)}**" : Strings.Word(reputation);

    private string[] DroppedRow(DroppedFile file) =>
    [
        MarkdownText.Code(file.Path, 200),
        file.WasRun ? $"**{Strings.Yes}**" : Strings.No,
        Strings.Word(file.Kind),
        Word(file.Reputation),
        file.SizeBytes == 0 ? MarkdownText.Nothing : Units.Size(file.SizeBytes),
        file.Sha256 is null ? MarkdownText.Nothing : MarkdownText.Code(file.Sha256, 80),
    ];

    private static string Indent(int depth) => depth <= 0 ? string.Empty : $"{string.Concat(Enumerable.Repeat("&nbsp;&nbsp;&nbsp;", Math.Min(depth, MaxIndent) - 1))}↳ ";

    private string[] ContactRow(NetworkContact contact) =>
    [
        MarkdownText.Code(contact.Domain, 200),
        MarkdownText.Code(Endpoint(contact.Address, contact.Port), 80),
        MarkdownText.Code(contact.Protocol, 20),
        MarkdownText.Code(contact.Application, 40),
        MarkdownText.Code(contact.Process, 120),
        Word(contact.Reputation),
        MarkdownText.Escape(FindingWords.Evidence(contact.Summary, Language)),
    ];

    private static string Endpoint(string address, int port)
        => port == 0 ? address : FormattableString.Invariant($"{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}");

    private string[] ListenerRow(NetworkListener listener) =>
    [
        MarkdownText.Code(Endpoint(listener.Address, listener.Port), 80),
        MarkdownText.Code(listener.Protocol, 20),
        MarkdownText.Code(listener.Process, 120),
        IsExposed(listener) ? Strings.Yes : $"**{Strings.No}**",
    ];

    private bool IsExposed(NetworkListener listener)
        => Model.Result.Image is { } image && ExposedPorts.Read(image.Configuration.ExposedPorts).Contains((listener.Port, listener.Protocol));

    private static string[] ProcessRow(ObservedProcess process) =>
    [
        MarkdownText.Code(process.Command),
        MarkdownText.Code(process.Executable, 200),
        process.Uid == 0 ? "**0**" : FormattableString.Invariant($"{process.Uid}"),
    ];
}
