using DockerScan.Core.Health;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Tests.Running;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData(NodeRole.All, "engine", HealthStatus.Unhealthy)]
    [InlineData(NodeRole.Worker, "engine", HealthStatus.Unhealthy)]
    [InlineData(NodeRole.Worker, "trivy database", HealthStatus.Unhealthy)]
    [InlineData(NodeRole.Worker, "java database", HealthStatus.Degraded)]
    [InlineData(NodeRole.Worker, "virustotal", HealthStatus.Degraded)]
    [InlineData(NodeRole.Chat, "engine", HealthStatus.Degraded)]
    [InlineData(NodeRole.Scheduler, "schedules", HealthStatus.Unhealthy)]
    [InlineData(NodeRole.Worker, "schedules", HealthStatus.Degraded)]
    [InlineData(NodeRole.Chat, "store", HealthStatus.Unhealthy)]
    [InlineData(NodeRole.Worker, "store", HealthStatus.Unhealthy)]
    [InlineData(NodeRole.Scheduler, "store", HealthStatus.Unhealthy)]
    public void Judge_APartIsDown_IsWhatTheRoleNeedsOfIt(NodeRole role, string part, HealthStatus expected)
    {
        var ready = Readiness.Judge(role, [Report("disk", HealthStatus.Healthy), Report(part, HealthStatus.Unhealthy)]);

        Assert.Equal(expected, ready.Status);
        Assert.Equal([$"{part}: it is so"], ready.Reasons);
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    public void Judge_OnePlatformIsDown_OneOtherIsEnough(HealthStatus other, HealthStatus expected)
        => Assert.Equal(expected, Readiness.Judge(NodeRole.Chat, [Report("slack", HealthStatus.Unhealthy), Report("discord", other)]).Status);

    [Fact]
    public void Judge_AllIsWell_IsOkWithoutAReason()
    {
        var ready = Readiness.Judge(NodeRole.All, [Report("store", HealthStatus.Healthy), Report("queue", HealthStatus.Healthy)]);

        Assert.Equal(HealthStatus.Healthy, ready.Status);
        Assert.Empty(ready.Reasons);
        Assert.Equal([true, false], ready.Parts.Select(part => part.Needed));
    }

    [Fact]
    public void Judge_ManyLongParts_IsBoundedAndKeepsTheWorst()
    {
        var reports = Enumerable.Range(0, 500).Select(_ => Report(new string('p', 5000), HealthStatus.Degraded) with { NextStep = new string('n', 5000) }).Append(Report("store", HealthStatus.Unhealthy));

        var ready = Readiness.Judge(NodeRole.Chat, [.. reports]);

        Assert.Equal((64, 64, "store"), (ready.Parts.Count, ready.Reasons.Count, ready.Parts[0].Part));
        Assert.All(ready.Parts, part => Assert.InRange(part.Part.Length + part.Detail.Length + (part.NextStep?.Length ?? 0), 1, 900));
    }

    private static HealthReport Report(string part, HealthStatus status) => new(part, status, "it is so");
}
