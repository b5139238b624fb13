namespace DockerScan.Scheduling.Planning;

/// <summary>How often the scheduler looks at the clock.</summary>
internal sealed record SchedulerBounds
{
    /// <summary>How long a clock that was put forward goes unnoticed, 1 second or more.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);
}
