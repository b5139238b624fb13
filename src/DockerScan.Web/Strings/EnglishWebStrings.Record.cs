namespace DockerScan.Web.Strings;

/// <content>What is accepted, and the record.</content>
internal sealed partial class EnglishWebStrings
{
    public override string AcceptedTitle => "Accepted";

    public override string NothingAccepted => "Nothing is accepted. Findings are accepted in a chat: accept KEY --reason WHY --until DATE.";

    public override string WithEnded => "with ended ones";

    public override string OnlyInForce => "only those in force";

    public override string What => "What";

    public override string InRepositories => "In";

    public override string Reason => "Why";

    public override string Author => "By";

    public override string Holds => "Holds";

    public override string TakenBack => "taken back";

    public override string Ended => "ended";

    public override string AuditTitle => "Record";

    public override string NothingAudited => "Nobody has asked for anything yet.";

    public override string Person => "Who";

    public override string Command => "Command";

    public override string Outcome => "Became of it";

    public override string AuditNote => "Kept for 180 days; the newest thousand are here. As JSON: ./run.sh audit --json";

    public override string TookTime => "Took";

    public override string OutcomeOf(string outcome) => outcome;
}
