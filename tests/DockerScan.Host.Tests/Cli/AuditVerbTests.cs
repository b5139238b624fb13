using System.Text.Json;
using DockerScan.Core.Audit;
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
            new AuditedCommand(at, "slack", "T1/C1", "U1", "scan", "completed", null, 12_340),
            new AuditedCommand(at, "console", string.Empty, "root", "\u001b[31mx", "failed", "err1", 40),
        ]).ToList();

        Assert.Equal(["WHEN", "(UTC)", "WHERE", "WHO", "COMMAND", "OUTCOME", "TOOK", "ERROR"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("2026-03-01 12:00:05  slack:T1/C1  U1    scan     completed  12.3 s", lines[1]);
        Assert.DoesNotContain("\u001b", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("err1", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Commands_AreOneArrayOfPlainAsciiWithTimesInUtc()
    {
        var at = new DateTimeOffset(2026, 3, 1, 13, 0, 5, TimeSpan.FromHours(1));

        var json = AuditVerb.Render([new AuditedCommand(at, "slack", "T1/C1", "U1", "\u202ex", "failed", "err1", 40)]);

        var only = Assert.Single(JsonDocument.Parse(json).RootElement.EnumerateArray());
        Assert.Equal("2026-03-01T12:00:05.000Z", only.GetProperty("at").GetString());
        Assert.Equal(["at", "platform", "place", "user", "command", "outcome", "errorId", "durationMs"], only.EnumerateObject().Select(member => member.Name));
        Assert.All(json, letter => Assert.True(char.IsAscii(letter)));
    }
}
