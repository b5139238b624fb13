using System.Globalization;
using DockerScan.Core.Sandbox;

namespace DockerScan.Core.Words;

/// <content>Times that something took.</content>
public abstract partial class Vocabulary
{
    /// <summary>A duration: milliseconds below a second, tenths below ten seconds; a negative one is none.</summary>
    public string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => Milliseconds(Math.Max(0, (int)duration.TotalMilliseconds)),
        { TotalSeconds: < 10 } => Seconds(string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalSeconds * 10) / 10:0.0}")),
        { TotalMinutes: < 1 } => Seconds(string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalSeconds}")),
        { TotalHours: < 1 } => Minutes((int)duration.TotalMinutes, duration.Seconds),
        _ => Hours((int)duration.TotalHours, duration.Minutes),
    };

    /// <summary>How long an image ran, in seconds: at least 0.1, for what ran, ran.</summary>
    public string Duration(TargetRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.RanMs < 1000
            ? Seconds(string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Max(100, run.RanMs) / 100.0) / 10:0.0}"))
            : Duration(TimeSpan.FromMilliseconds(run.RanMs));
    }

    /// <summary>Seconds, or a span of them: <c>1.5</c>, <c>1.5–2</c>.</summary>
    public abstract string Seconds(string seconds);

    /// <summary>Thousandths of a second.</summary>
    public abstract string Milliseconds(int milliseconds);

    /// <summary>Minutes, and seconds unless there are none.</summary>
    public abstract string Minutes(int minutes, int seconds);

    /// <summary>Hours, and minutes unless there are none.</summary>
    public abstract string Hours(int hours, int minutes);
}
