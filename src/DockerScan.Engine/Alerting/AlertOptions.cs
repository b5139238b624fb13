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

    /// <summary>Other rules for some watches: `Watch` (its id, or the repository of its image), `Least`, `Cves`. The first that fits counts.</summary>
    public IList<AlertRuleOptions> Rules { get; set; } = [];

    /// <summary>For how many seconds news of another vulnerability database wait for those of other watches, 0 to 3600: much for many becomes one message.</summary>
    [Between(0, 3600)]
    public int GatherSeconds { get; set; } = 60;

    /// <summary>The rule of a watch.</summary>
    public AlertRule RuleOf(Watch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return Rules.FirstOrDefault(rule => rule.Watch == watch.Id || rule.Watch == watch.Image.Repository) is { } own ? new(own.Least ?? Least, own.Cves ?? Cves) : new(Least, Cves);
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
}

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class AlertOptionsValidator : IValidateOptions<AlertOptions>;
