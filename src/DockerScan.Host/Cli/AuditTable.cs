using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stores;
using Spectre.Console;

namespace DockerScan.Host.Cli;

/// <summary>Audited commands as a table: with lines, colours and folded cells in a terminal, one line a command elsewhere.</summary>
internal static class AuditTable
{
    private const int MaxCell = 60;
    private const int MaxCommand = 100;

    // Wider than all cells together, so that nothing is folded.
    private const int PlainWidth = 1000;
    private static readonly string[] Columns = ["WHEN (UTC)", "WHERE", "WHO", "COMMAND", "SCAN", "OUTCOME", "TOOK", "ERROR"];

    public static void Write(IAnsiConsole console, IReadOnlyList<AuditedCommand> commands) => console.Write(Make(commands).RoundedBorder().BorderColor(Color.Grey));

    /// <summary>For a file, a pipe and other programs.</summary>
    public static string Plain(IReadOnlyList<AuditedCommand> commands)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = PlainWidth;
        var table = Make(commands).NoBorder();
        foreach (var column in table.Columns)
        {
            column.Padding = new Padding(0, 0, 2, 0);
        }

        console.Write(table);
        return string.Concat(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd() + "\n"));
    }

    private static Table Make(IReadOnlyList<AuditedCommand> commands)
    {
        // Without the last column where nothing broke.
        var count = commands.All(each => each.ErrorId is null) ? Columns.Length - 1 : Columns.Length;
        var table = new Table();
        foreach (var column in Columns.Take(count))
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = column == Columns[0] });
        }

        foreach (var each in commands)
        {
            table.AddRow(Cells(each).Take(count));
        }

        return table;
    }

    // As text and never as markup: what stands in them came from a chat.
    private static IEnumerable<Text> Cells(AuditedCommand each) =>
    [
        new(each.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        Clean(each.Place.Length == 0 ? each.Platform : $"{each.Platform}:{each.Place}"), Clean(each.User),
        new(DisplayText.Clean($"{each.Command} {each.Subject}".TrimEnd(), MaxCommand)), Clean(each.Scan ?? string.Empty),
        new(
            DisplayText.Clean(each.Outcome, MaxCell) + (each.Count == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ×{each.Count}")),
            each.Outcome switch { "failed" => new Style(Color.Red), "refused" => new Style(Color.Yellow), _ => Style.Plain }),
        new(string.Create(CultureInfo.InvariantCulture, $"{each.DurationMs / 1000.0:F1} s")), Clean(each.ErrorId ?? string.Empty),
    ];

    private static Text Clean(string text) => new(DisplayText.Clean(text, MaxCell));
}
