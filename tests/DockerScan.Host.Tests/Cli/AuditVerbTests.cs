using System.Text.Json;
using DockerScan.Core.Stores;
using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Cli;

public sealed class AuditVerbTests
{
    [Fact]
    public void Table_Commands_AreAlignedAndShownAsText()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 5, TimeSpan.Zero);

        var lines = AuditVerb.Table(
        [
            new AuditedCommand(at, "slack", "T1/C1", "U1", "scan", "completed", null, 12_340) { Subject = "redis:7 --force", Scan = "k3v9x2m4q8" },
            new AuditedCommand(at, "slack", "T2/C1", "U2", "scan", "refused", null, 4) { Count = 37 },
            new AuditedCommand(at, "console", string.Empty, "root", "\u001b[31mx", "failed", "err1", 40),
        ]).ToList();

        Assert.Equal(["WHEN", "(UTC)", "WHERE", "WHO", "COMMAND", "SCAN", "OUTCOME", "TOOK", "ERROR"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("2026-03-01 12:00:05  slack:T1/C1  U1    scan redis:7 --force  k3v9x2m4q8  completed    12.3 s", lines[1]);
        Assert.Contains("refused ×37", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("err1", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Table_NothingBroke_HasNoColumnForIt()
        => Assert.DoesNotContain("ERROR", AuditVerb.Table([new AuditedCommand(DateTimeOffset.UnixEpoch, "slack", "T1/C1", "U1", "help", "completed", null, 1)]).First(), StringComparison.Ordinal);

    [Fact]
    public void Render_Commands_AreOneArrayOfPlainAsciiWithTimesInUtc()
    {
        var at = new DateTimeOffset(2026, 3, 1, 13, 0, 5, TimeSpan.FromHours(1));

        var json = AuditVerb.Render([new AuditedCommand(at, "slack", "T1/C1", "U1", "\u202ex", "failed", "err1", 40)]);

        var only = Assert.Single(JsonDocument.Parse(json).RootElement.EnumerateArray());
        Assert.Equal("2026-03-01T12:00:05.000Z", only.GetProperty("at").GetString());
        Assert.Equal(["at", "platform", "place", "user", "command", "subject", "scan", "outcome", "count", "errorId", "durationMs"], only.EnumerateObject().Select(member => member.Name));
        Assert.All(json, letter => Assert.True(char.IsAscii(letter)));
    }
}
