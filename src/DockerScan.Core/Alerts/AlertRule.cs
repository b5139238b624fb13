using DockerScan.Core.Findings;

namespace DockerScan.Core.Alerts;

/// <summary>Which news are told. What it cannot judge is told.</summary>
/// <param name="Least">The lowest risk.</param>
/// <param name="Cves">Which vulnerabilities of packages.</param>
public sealed record AlertRule(Risk Least, CveRule Cves)
{
    /// <summary>The usual one: high, and of vulnerabilities those that can be mended or are exploited.</summary>
    public static AlertRule Usual { get; } = new(Risk.High, CveRule.FixableOrExploited);

    /// <summary>As it is written down with each decision.</summary>
    public string Text => $"risk {Least} or higher; CVEs: {Cves switch { CveRule.All => "all", CveRule.Fixable => "with a fix", CveRule.FixableOrExploited => "with a fix or known exploited", CveRule.None => "none" }}".ToLowerInvariant();

    /// <summary>What it says of news.</summary>
    public AlertDecision Judge(FindingNews news, IExploits exploits)
    {
        ArgumentNullException.ThrowIfNull(news);
        ArgumentNullException.ThrowIfNull(exploits);
        var finding = news.Finding;
        if (finding.Risk < Least)
        {
            return AlertDecision.BelowRisk;
        }

        if (!KeyClasses.IsVulnerability(finding) || Cves == CveRule.All)
        {
            return AlertDecision.Tell;
        }

        return Cves switch
        {
            CveRule.None => AlertDecision.NotThese,
            _ when !string.IsNullOrEmpty(finding.Details.FixedVersion) => AlertDecision.Tell,
            CveRule.Fixable => AlertDecision.NoFix,
            CveRule.FixableOrExploited => !exploits.CanTell ? AlertDecision.CannotTell : exploits.Since(finding.Details.Id) is not null ? AlertDecision.Tell : AlertDecision.NoFix,
            // A rule that nobody knows: rather once too often.
            _ => AlertDecision.CannotTell,
        };
    }
}

/// <summary>Which vulnerabilities of packages are told.</summary>
public enum CveRule
{
    /// <summary>All that have the risk. The default, so that a rule that was forgotten tells.</summary>
    All,

    /// <summary>Those that a newer version mends, and those that are known to be exploited.</summary>
    FixableOrExploited,

    /// <summary>Those that a newer version mends.</summary>
    Fixable,

    /// <summary>None.</summary>
    None,
}

/// <summary>What was decided of news, and why.</summary>
public enum AlertDecision
{
    /// <summary>Nobody could judge it, so it is told. The default.</summary>
    CannotTell,

    /// <summary>It is told.</summary>
    Tell,

    /// <summary>Its risk is lower than the rule's.</summary>
    BelowRisk,

    /// <summary>The rule tells no such findings.</summary>
    NotThese,

    /// <summary>No version mends it, and it is not known to be exploited.</summary>
    NoFix,

    /// <summary>It is of a class that is counted apart.</summary>
    Noise,

    /// <summary>Somebody accepted it.</summary>
    Accepted,

    /// <summary>It was told within a day before.</summary>
    ToldBefore,

    /// <summary>It is new by another scanner, other rules or another sandbox: a new baseline.</summary>
    Baseline,

    /// <summary>The watch was to say nothing.</summary>
    Muted,

    /// <summary>It was seen once, and a second run has to say so too.</summary>
    Unconfirmed,
}
