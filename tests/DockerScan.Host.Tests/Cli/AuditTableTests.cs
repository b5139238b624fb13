using DockerScan.Core.Stores;
using DockerScan.Host.Cli;
using Spectre.Console;

namespace DockerScan.Host.Tests.Cli;

public sealed class AuditTableTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 5, TimeSpan.Zero);

    private static readonly AuditedCommand[] Three =
    [
        new(At, "slack", "T1/C1", "U1", "scan", "completed", null, 12_340) { Subject = "redis:7 --force", Scan = "k3v9x2m4q8" },
        new(At, "slack", "T2/C1", "U2", "scan", "refused", null, 4) { Count = 37 },
        new(At, "console", string.Empty, "root", "\u001b[31mx [red]y[/]", "failed", "err1", 40),
    ];

    [Fact]
    public void Plain_Commands_AreAlignedAndShownAsText()
    {
        var lines = Lines(AuditTable.Plain(Three));

        Assert.Equal(["WHEN", "(UTC)", "WHERE", "WHO", "COMMAND", "SCAN", "OUTCOME", "TOOK", "ERROR"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("2026-03-01 12:00:05  slack:T1/C1  U1    scan redis:7 --force  k3v9x2m4q8  completed    12.3 s", lines[1]);
        Assert.Contains("refused ×37", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", lines[3], StringComparison.Ordinal);
        Assert.Contains("[red]y[/]", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("err1", lines[3], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void Plain_LongestCells_StayOnOneLine()
    {
        var text = new string('x', 200);

        Assert.Equal(2, Lines(AuditTable.Plain([new AuditedCommand(At, "slack", text, text, text, text, text, long.MaxValue) { Subject = text, Scan = text, Count = int.MaxValue }])).Length);
    }

    [Fact]
    public void Plain_NothingBroke_HasNoColumnForIt()
        => Assert.DoesNotContain("ERROR", AuditTable.Plain([Three[0]]), StringComparison.Ordinal);

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void Write_Terminal_IsATableWithinItsWidth(int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;

        AuditTable.Write(console, Three);

        var lines = Lines(text.ToString());
        Assert.StartsWith("╭", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain("\u001b", text.ToString(), StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
