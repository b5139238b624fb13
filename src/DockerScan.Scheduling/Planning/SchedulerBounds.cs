namespace DockerScan.Scheduling.Planning;

/// <summary>How often the scheduler looks at the clock.</summary>
internal sealed record SchedulerBounds
{
    /// <summary>How long a clock that was put forward goes unnoticed, 1 second or more. Quartz waits in the machine's own time, whatever clock it reads.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);
}
