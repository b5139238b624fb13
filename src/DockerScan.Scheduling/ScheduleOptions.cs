using DockerScan.Core.Settings;

namespace DockerScan.Scheduling;

/// <summary>When watches look.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Schedules";

    /// <summary>The IANA name of the time zone that hours are of, where a watch names none.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>How close together two runs of one watch may be, in minutes, 1 to 1440. A schedule with less between is refused.</summary>
    [Between(1, 1440)]
    public int MinIntervalMinutes { get; set; } = 15;

    /// <summary>An address that is called once a minute while watches are looked after: https, or http on this machine; null for none. Whoever listens there notices when it falls silent.</summary>
    public string? PingUrl { get; set; }

    /// <summary>A file that holds <see cref="PingUrl"/> and nothing else.</summary>
    public string? PingUrlFile { get; set; }
}
