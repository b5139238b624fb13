namespace DockerScan.Web.Strings;

/// <content>Findings over all images.</content>
public abstract partial class WebStrings
{
    public abstract string AllFindings { get; }

    public abstract string WhereIs { get; }

    public abstract string WhereIsHint { get; }

    public abstract string NowhereFound { get; }

    public abstract string Find { get; }

    public abstract string Installed { get; }

    public abstract string FoundIn(int count);
}
