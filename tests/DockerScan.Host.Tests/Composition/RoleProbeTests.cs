using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Tests.Composition;

public sealed class RoleProbeTests
{
    // What is named as not looked at is what the role has no probes of, so that nobody takes silence for health.
    [Theory]
    [InlineData("Chat", "chat: engine, Trivy, sandbox, VirusTotal and schedules are needed on other nodes, and not looked at here")]
    [InlineData("Worker", "worker: chats, pages and schedules are needed on other nodes, and not looked at here")]
    [InlineData("Scheduler", "scheduler: engine, Trivy, sandbox, VirusTotal, chats and pages are needed on other nodes, and not looked at here")]
    [InlineData("All", "all: everything is done here")]
    public async Task ProbeAsync_ARole_SaysWhatIsLeftToOtherNodes(string role, string expected)
    {
        var probe = new RoleProbe(Settings.Load(null).With("Serve:Role", role, "--role"));

        Assert.Equal("role", probe.Part);
        Assert.Equal([new HealthReport("role", HealthStatus.Healthy, expected)], await probe.ProbeAsync(TestContext.Current.CancellationToken));
    }
}
