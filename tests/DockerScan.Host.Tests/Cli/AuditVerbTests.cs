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

        Assert.Equal("WHEN (UTC)           WHERE        WHO   COMMAND  OUTCOME    TOOK    ERROR", lines[0].Replace("�", string.Empty, StringComparison.Ordinal));
        Assert.Equal("2026-03-01 12:00:05  slack:T1/C1  U1    scan     completed  12.3 s", lines[1]);
        Assert.DoesNotContain("\u001b", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("err1", lines[2], StringComparison.Ordinal);
    }
}
