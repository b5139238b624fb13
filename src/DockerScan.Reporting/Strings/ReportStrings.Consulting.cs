namespace DockerScan.Reporting.Strings;

/// <content>The environment, the table of risks and the appendix.</content>
internal abstract partial class ReportStrings
{
    public abstract string AskedAndWhy { get; }

    public abstract string Goal { get; }

    public abstract string GoalText { get; }

    public abstract string InScope { get; }

    public abstract string OutOfScope { get; }

    public abstract string OutOfScopeText { get; }

    public abstract string BaseTitle { get; }

    public abstract string LayersTitle { get; }

    public abstract string LayersNote { get; }

    public abstract string Step { get; }

    public abstract string Origin { get; }

    public abstract string ThisImage { get; }

    public abstract string ThreatsTitle { get; }

    public abstract string Asset { get; }

    public abstract string Threat { get; }

    public abstract string Weakness { get; }

    public abstract string Appendix { get; }

    public abstract string EveryVulnerability { get; }

    public abstract string BaseByLayers(string name, int layers, int total);

    public abstract string BaseByLabel(string name);

    public abstract string BaseByName(string name, int layers, int total);

    /// <summary>Behind the base, where a newer version of it was scanned too.</summary>
    public abstract string BaseNewer(string name);

    public abstract string LayersLeftOut(int count);

    public abstract string LayerNumber(int number);

    public abstract string DetailsTitle(int count);

    public abstract string PackagesTitle(int count);

    public abstract string RowsInAppendix(int count);

    public abstract string SmallPackages(int count);

    public abstract string Times(int count);
}
