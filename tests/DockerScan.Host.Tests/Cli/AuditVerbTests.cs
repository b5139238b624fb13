using System.Text.Json;
using DockerScan.Core.Stores;
using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Cli;

public sealed class AuditVerbTests
{
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
