namespace DockerScan.Web.Strings;

/// <content>What is accepted, and the record.</content>
public abstract partial class WebStrings
{
    public abstract string AcceptedTitle { get; }

    public abstract string NothingAccepted { get; }

    public abstract string WithEnded { get; }

    public abstract string OnlyInForce { get; }

    public abstract string What { get; }

    public abstract string InRepositories { get; }

    public abstract string Reason { get; }

    public abstract string Author { get; }

    public abstract string Holds { get; }

    public abstract string TakenBack { get; }

    public abstract string Ended { get; }

    public abstract string AuditTitle { get; }

    public abstract string NothingAudited { get; }

    public abstract string Person { get; }

    public abstract string Command { get; }

    public abstract string Outcome { get; }

    public abstract string AuditNote { get; }

    public abstract string TookTime { get; }

    public abstract string OutcomeOf(string outcome);
}
