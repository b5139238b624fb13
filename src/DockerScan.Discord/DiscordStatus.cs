using DockerScan.Core.Health;

namespace DockerScan.Discord;

/// <summary>How the connection is, for whoever asks.</summary>
internal sealed class DiscordStatus
{
    private static readonly HealthReport NotYet = new("discord", HealthStatus.Degraded, "configured, and not connected from here yet", "the bot runs in ./run.sh serve");
    private volatile HealthReport _connection = NotYet;
    private volatile HealthReport? _commands;

    /// <summary>False as long as nobody here talked to Discord.</summary>
    public bool IsKnown => !ReferenceEquals(_connection, NotYet);

    /// <summary>What is known now.</summary>
    public IReadOnlyList<HealthReport> Reports => _commands is { } commands ? [_connection, commands] : [_connection];

    public void Connected(string how) => _connection = new HealthReport("discord", HealthStatus.Healthy, how);

    public void Waiting(string reason) => _connection = new HealthReport("discord", HealthStatus.Degraded, reason, "nothing, unless it stays: it is tried again");

    public void Stopped(string reason, string nextStep) => _connection = new HealthReport("discord", HealthStatus.Unhealthy, reason, nextStep);

    public void Commands(string? problem)
        => _commands = problem is null ? null : new HealthReport("discord commands", HealthStatus.Degraded, problem, "invite the bot with the scope applications.commands, then restart");
}
