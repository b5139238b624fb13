using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Strings;

/// <summary>
/// The fixed words of alerts. One class per language; a text that a language lacks does not compile. Names of images, tags and findings are
/// passed in and stay as they are.
/// </summary>
internal abstract class AlertStrings
{
    public static AlertStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishAlertStrings.Instance,
        ReportLanguage.Korean => KoreanAlertStrings.Instance,
    };

    /// <summary>Which language it is.</summary>
    public abstract ReportLanguage Language { get; }

    /// <summary>Why something is news.</summary>
    public string Of(NewsCause cause) => cause switch
    {
        NewsCause.ImageChanged => ImageChanged,
        NewsCause.DatabaseChanged => DatabaseChanged,
        NewsCause.ScannerChanged => ScannerChanged,
        NewsCause.SeverityRaised => SeverityRaised,
        NewsCause.ReputationChanged => ReputationChanged,
        NewsCause.BehaviorFirstSeen => BehaviorFirstSeen,
        NewsCause.KnownExploited => KnownExploited,
        NewsCause.FixAvailable => FixAvailable,
        NewsCause.AcceptanceExpired => AcceptanceExpired,
    };

    /// <summary>What was decided.</summary>
    public string Of(AlertDecision decision) => decision switch
    {
        AlertDecision.CannotTell => IsToldUnjudged,
        AlertDecision.Tell => IsTold,
        AlertDecision.BelowRisk => IsBelow,
        AlertDecision.NotThese => IsNotThese,
        AlertDecision.NoFix => IsWithoutFix,
        AlertDecision.Noise => IsNoise,
        AlertDecision.Accepted => IsAccepted,
        AlertDecision.ToldBefore => IsToldBefore,
        AlertDecision.Baseline => IsBaseline,
        AlertDecision.Muted => IsMuted,
        AlertDecision.Unconfirmed => IsUnconfirmed,
    };

    /// <summary>What became of a finding.</summary>
    public string Of(FindingChange change) => change switch
    {
        FindingChange.New => KindNew,
        FindingChange.Raised => KindRaised,
        FindingChange.Fixed => KindFixed,
        FindingChange.NotReported => KindGone,
        FindingChange.Accepted => AcceptedLabel,
    };

    /// <summary>A text in every language, for who does not know yet in which it will be read.</summary>
    public static LocalizedText Say(Func<AlertStrings, string> text) => new(text(EnglishAlertStrings.Instance), text(KoreanAlertStrings.Instance));

    /// <summary>What an image does, or is set to do.</summary>
    public string Of(DriftFact fact) => fact.Kind switch
    {
        DriftKind.Contact => Contacts(fact.Text),
        DriftKind.Listener => ListensOn(fact.Text),
        DriftKind.Process => Runs(fact.Text),
        DriftKind.Entrypoint => Starts(fact.Text),
        DriftKind.User => StartsAs(fact.Text),
        DriftKind.SetUid => HoldsSetUid(fact.Text),
    };

    public abstract string ImageChanged { get; }

    public abstract string DatabaseChanged { get; }

    public abstract string ScannerChanged { get; }

    public abstract string SeverityRaised { get; }

    public abstract string ReputationChanged { get; }

    public abstract string BehaviorFirstSeen { get; }

    public abstract string KnownExploited { get; }

    public abstract string FixAvailable { get; }

    public abstract string AcceptanceExpired { get; }

    public abstract string NewFindings(string image, int count);

    public abstract string WorseFindings(string image, int count);

    public abstract string DoesMore(string image);

    public abstract string AllFixed(string image);

    public abstract string NewBaseline(string image);

    public abstract string BaselineOf(int count);

    public abstract string CannotLook(string image);

    public abstract string CannotLookAt(string what, int times, string reason);

    public abstract string SaidOnce { get; }

    public abstract string DatabaseBrought(int count, int images);

    public abstract string CannotSpeak(string image);

    public abstract string CannotSpeakIn(string place, string reason);

    public abstract string Gathered(int count, int images);

    public abstract string GatheredWhy { get; }

    public abstract string WeekOf(int watches);

    public abstract string AllQuiet { get; }

    public abstract string OpenHigh { get; }

    public abstract string Oldest { get; }

    public abstract string OldestOf(string finding, string image, string day);

    public abstract string Mended { get; }

    public abstract string AcceptedNow { get; }

    public abstract string AcceptedAndExpiring(int accepted, int expiring, int days);

    public abstract string NotLookedAt { get; }

    public abstract string PullsLeft { get; }

    public abstract string PullsLeftOf(string registry, int left, int limit);

    public abstract string AcceptedSince { get; }

    public abstract string AcceptedLabel { get; }

    public abstract string ImagesAreTheSame { get; }

    public abstract string PointsAtAnother(string was, string now);

    public abstract string IsTheSame(string digest);

    public abstract string TagOf(string tag, string text);

    public abstract string New { get; }

    public abstract string Worse { get; }

    public abstract string Behavior { get; }

    public abstract string Fixed { get; }

    public abstract string Gone { get; }

    public abstract string Images { get; }

    public abstract string NotTold { get; }

    public abstract string DriftLabel { get; }

    public abstract string FixedLabel { get; }

    public abstract string GoneLabel { get; }

    public abstract string Contacts(string what);

    public abstract string ListensOn(string what);

    public abstract string Runs(string what);

    public abstract string Starts(string what);

    public abstract string StartsAs(string what);

    public abstract string HoldsSetUid(string what);

    public abstract string WithCause(string text, string cause);

    public abstract string In(string text, string tags);

    public abstract string Unjudged { get; }

    public abstract string OfNoise(int count);

    public abstract string Accepted(int count);

    public abstract string LeftOut(int count);

    public abstract string AlsoFixed(int count);

    public abstract string AlsoGone(int count);

    public abstract string AlsoBaseline(int count);

    // The story of a finding.

    public abstract string WhySummary { get; }

    public abstract string WhyKey { get; }

    public abstract string WhyOne { get; }

    public abstract string NoSuchFinding(string key);

    public abstract string FirstSeen { get; }

    public abstract string FirstSeenIn(string time, string scan, string image);

    public abstract string FoundBy { get; }

    public abstract string DatabaseOf { get; }

    public abstract string InWatch(string watch, string tag);

    public abstract string NoNews { get; }

    public abstract string Decided(string time, string kind, string cause, string decision, string rule);

    public abstract string IsTold { get; }

    public abstract string IsToldUnjudged { get; }

    public abstract string IsBelow { get; }

    public abstract string IsNotThese { get; }

    public abstract string IsWithoutFix { get; }

    public abstract string IsNoise { get; }

    public abstract string IsAccepted { get; }

    public abstract string IsToldBefore { get; }

    public abstract string IsBaseline { get; }

    public abstract string IsMuted { get; }

    public abstract string IsUnconfirmed { get; }

    public abstract string KindNew { get; }

    public abstract string KindRaised { get; }

    public abstract string KindFixed { get; }

    public abstract string KindGone { get; }

    public abstract string Delivered(string place, string time);

    public abstract string OwedStill(string place, int failures);

    public abstract string NotThere(string place);

    public abstract string ToldWhere { get; }
}
