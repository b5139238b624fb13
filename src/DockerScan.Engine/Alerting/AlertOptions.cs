using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Settings;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Alerting;

/// <summary>What watches tell, and when.</summary>
public sealed class AlertOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Alerts";

    /// <summary>The lowest risk that is told: High, Medium or Low.</summary>
    public Risk Least { get; set; } = Risk.High;

    /// <summary>Which vulnerabilities of packages are told: FixableOrExploited, Fixable, All or None.</summary>
    public CveRule Cves { get; set; } = CveRule.FixableOrExploited;

    /// <summary>When news are told: Run (a message for each run), Immediate (for each image of a run, as soon as it is looked at) or Daily.</summary>
    public TellWhen When { get; set; } = TellWhen.Run;

    /// <summary>Hours in which nothing is told that may wait, by the clocks of each watch's zone, e.g. `22:00-07:00`. None when it is empty.</summary>
    [QuietSetting]
    public string Quiet { get; set; } = string.Empty;

    /// <summary>When the news of a day and the weekly summary are told, by the clocks of the watch's zone.</summary>
    [TimeSetting]
    public string DigestAt { get; set; } = "08:00";

    /// <summary>Whether each channel gets a summary of its watches on Mondays.</summary>
    public bool Weekly { get; set; } = true;

    /// <summary>Channels that get none, e.g. `slack:C0123456789`.</summary>
    public IList<string> WeeklyNot { get; set; } = [];

    /// <summary>Other rules for some watches: `Watch` (its id, or the repository of its image), `Least`, `Cves`, `When`, `Quiet`. The first that fits counts.</summary>
    [RulesSetting]
    public IList<AlertRuleOptions> Rules { get; set; } = [];

    /// <summary>For how many seconds news of another vulnerability database wait for those of other watches, 0 to 3600: much for many becomes one message.</summary>
    [Between(0, 3600)]
    public int GatherSeconds { get; set; } = 60;

    /// <summary>The rule of a watch.</summary>
    public AlertRule RuleOf(Watch watch) => FindRule(watch) is { } own ? new(own.Least ?? Least, own.Cves ?? Cves) : new(Least, Cves);

    /// <summary>When a watch tells. What it was told itself counts before the settings.</summary>
    public AlertTiming TimingOf(Watch watch)
    {
        var own = FindRule(watch);
        return new AlertTiming(
            watch.Tell ?? own?.When ?? When, watch.Quiet ?? QuietHours.Find(own?.Quiet ?? Quiet), QuietHours.FindTime(DigestAt) ?? AlertTiming.Usual.DigestAt, watch.Schedule.Zone);
    }

    private AlertRuleOptions? FindRule(Watch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return Rules.FirstOrDefault(rule => rule.Watch == watch.Id || (watch.Follows is { } parent && rule.Watch == parent) || rule.Watch == watch.Image.Repository);
    }
}

/// <summary>The rule of a watch, or of a repository's watches; what is not set is as it is for all.</summary>
public sealed class AlertRuleOptions
{
    /// <summary>The id of a watch, or the repository of its image, e.g. <c>docker.io/library/redis</c>.</summary>
    public string Watch { get; set; } = string.Empty;

    /// <summary>As <see cref="AlertOptions.Least"/>.</summary>
    public Risk? Least { get; set; }

    /// <summary>As <see cref="AlertOptions.Cves"/>.</summary>
    public CveRule? Cves { get; set; }

    /// <summary>As <see cref="AlertOptions.When"/>.</summary>
    public TellWhen? When { get; set; }

    /// <summary>As <see cref="AlertOptions.Quiet"/>; empty for none.</summary>
    public string? Quiet { get; set; }
}

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class AlertOptionsValidator : IValidateOptions<AlertOptions>;
