namespace DockerScan.Reporting.Strings;

/// <content>Page one, the plan and what can be copied.</content>
internal abstract partial class ReportStrings
{
    public abstract string SummaryTitle { get; }

    public abstract string FixPlan { get; }

    public abstract string CommandsTitle { get; }

    public abstract string CommandsNote { get; }

    public abstract string CommandStop { get; }

    public abstract string CommandDockerfile { get; }

    public abstract string CommandCheck { get; }

    public abstract string PublishedNote { get; }

    public abstract string NothingLookedAt { get; }

    public abstract string IsAnImage(string image, string? system, int? packages, bool isOld);

    public abstract string HasFindings(int high, int medium, int low);

    public abstract string ReadFirst(string title, string place);

    public abstract string WhenStarted(int contacts, int listeners, bool isOpen);

    public abstract string FirstMeasures(int count);

    public abstract string RemovesOf(int removed, int left);

    public abstract string MoreMeasures(int measures, int unfixable);

    public abstract string InPackages(int count);

    public abstract string PlanRefuse(int removed);

    public abstract string PlanBase(string name, int removed);

    /// <summary>Counted, not guessed: how many findings are gone then, and how many vulnerabilities are new.</summary>
    public abstract string PlanChangeBase(string from, string to, int removed, int brings);

    public abstract string PlanRebuild(string name, int removed, int brings);

    /// <summary>Where a newer base was scanned, and nobody can count what it would remove.</summary>
    public abstract string PlanNotCounted(string name);

    /// <summary>The measure alone.</summary>
    public abstract string ChangeBase(string from, string to, int brings);

    public abstract string Rebuild(string name, int brings);

    public abstract string PlanUpgrade(string name, int removed);

    public abstract string PlanUpgrades(int count, int removed);

    public abstract string PlanChange(int removed);

    public abstract string PlanUnfixable(int count);
}
