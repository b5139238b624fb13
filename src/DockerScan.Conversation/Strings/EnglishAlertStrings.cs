using System.Globalization;
using DockerScan.Core;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of alerts in English.</summary>
internal sealed class EnglishAlertStrings : AlertStrings
{
    public static EnglishAlertStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string ImageChanged => "image changed";

    public override string DatabaseChanged => "database changed";

    public override string ScannerChanged => "scanner or rules changed";

    public override string SeverityRaised => "severity raised";

    public override string ReputationChanged => "reputation changed";

    public override string BehaviorFirstSeen => "behavior seen for the first time";

    public override string KnownExploited => "now known to be exploited";

    public override string FixAvailable => "fix became available";

    public override string AcceptanceExpired => "acceptance expired";

    public override string NewFindings(string image, int count) => string.Create(CultureInfo.InvariantCulture, $"{image}: {count} new {Findings(count)}");

    public override string WorseFindings(string image, int count) => string.Create(CultureInfo.InvariantCulture, $"{image}: {count} {Findings(count)} got worse");

    public override string DoesMore(string image) => $"{image} does what it did not do before";

    public override string AllFixed(string image) => $"{image}: all of this is fixed";

    public override string NewBaseline(string image) => $"{image}: a new baseline";

    public override string BaselineOf(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {Findings(count)} came with another scanner, other rules or another sandbox, and not with the image. From now on they are the baseline, and no news.");

    public override string CannotLook(string image) => $"{image} cannot be looked at";

    public override string CannotLookAt(string what, int times, string reason) => string.Create(CultureInfo.InvariantCulture, $"{what}: {times} times in a row: {reason}");

    public override string SaidOnce => "It is said once, and looked at again at the next run.";

    public override string DatabaseBrought(int count, int images) => string.Create(CultureInfo.InvariantCulture, $"Another vulnerability database: {count} {Findings(count)} in {images} watched images");

    public override string CannotSpeak(string image) => $"{image}: the watch cannot speak";

    public override string CannotSpeakIn(string place, string reason) => $"It cannot post in {place}: {reason}. It goes on looking, and tries again with its next message. Put the bot back into the channel, or name another one with --to.";

    public override string Gathered(int count, int images) => string.Create(CultureInfo.InvariantCulture, $"{count} {Findings(count)} in {images} watched {(images == 1 ? "image" : "images")}");

    public override string GatheredWhy => "What waited to be told, together.";

    public override string WeekOf(int watches) => string.Create(CultureInfo.InvariantCulture, $"The week of {watches} {(watches == 1 ? "watch" : "watches")}");

    public override string AllQuiet => "Nothing of a high risk is open, and every watch could look.";

    public override string OpenHigh => "Open, high risk";

    public override string Oldest => "Known longest";

    public override string OldestOf(string finding, string image, string day) => $"{finding} in {image}, since {day}";

    public override string Mended => "Fixed";

    public override string AcceptedNow => "Accepted";

    public override string AcceptedAndExpiring(int accepted, int expiring, int days) => expiring == 0 ? string.Create(CultureInfo.InvariantCulture, $"{accepted}")
        : string.Create(CultureInfo.InvariantCulture, $"{accepted}, of which {expiring} {(expiring == 1 ? "ends" : "end")} within {days} days");

    public override string NotLookedAt => "Could not look";

    public override string PullsLeft => "Pulls left";

    public override string PullsLeftOf(string registry, int left, int limit) => string.Create(CultureInfo.InvariantCulture, $"{registry}: {left} of {limit}");

    public override string AcceptedSince => "Accepted since";

    public override string AcceptedLabel => "ACCEPTED";

    public override string ImagesAreTheSame => "The images are the same; what is known of their packages is new.";

    public override string PointsAtAnother(string was, string now) => $"The tag points at another image: {was} before, {now} now.";

    public override string IsTheSame(string digest) => $"The image is the same: {digest}.";

    public override string TagOf(string tag, string text) => $"{tag}: {text}";

    public override string New => "New";

    public override string Worse => "Worse";

    public override string Behavior => "Not seen before";

    public override string Fixed => "Fixed since";

    public override string Gone => "Not reported any more, and not known to be fixed";

    public override string Images => "Images";

    public override string NotTold => "Not told";

    public override string DriftLabel => "DRIFT";

    public override string FixedLabel => "FIXED";

    public override string GoneLabel => "GONE";

    public override string Contacts(string what) => $"contacts {what}";

    public override string ListensOn(string what) => $"listens on {what}";

    public override string Runs(string what) => $"runs {what}";

    public override string Starts(string what) => $"starts {what}";

    public override string StartsAs(string what) => $"starts as {what}";

    public override string HoldsSetUid(string what) => $"holds {what}, which runs with rights that its caller does not have";

    public override string WithCause(string text, string cause) => $"{text} ({cause})";

    public override string In(string text, string tags) => $"{text} In: {tags}.";

    public override string Unjudged => "Nobody can tell now whether it is exploited, so it is said.";

    public override string OfNoise(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} counted apart (kernel headers, documentation, not affected)");

    public override string Accepted(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} accepted");

    public override string LeftOut(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} below the rule of this watch");

    public override string AlsoFixed(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} fixed");

    public override string AlsoGone(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} not reported any more");

    public override string AlsoBaseline(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} new by another scanner, other rules or another sandbox");

    public override string WhySummary => "Tell the story of a finding: since when, by what, and who was told";

    public override string WhyKey => "the key of a finding, as the list of findings shows it";

    public override string WhyOne => "why it was told, or not";

    public override string NoSuchFinding(string key) => $"No scan that is kept here has a finding {key}.";

    public override string FirstSeen => "First seen";

    public override string FirstSeenIn(string time, string scan, string image) => $"{time} in scan {scan} of {image}";

    public override string FoundBy => "Found by";

    public override string DatabaseOf => "Database";

    public override string InWatch(string watch, string tag) => $"Watch {watch}, {tag}";

    public override string NoNews => "No watch had it as news: it was there from the beginning, or nothing watches the image.";

    public override string Decided(string time, string kind, string cause, string decision, string rule) => $"{time} {kind}, {cause}: {decision} (rule: {rule})";

    public override string IsTold => "told";

    public override string IsToldUnjudged => "told, as nobody could judge it";

    public override string IsBelow => "not told, its risk is lower";

    public override string IsNotThese => "not told, such findings are left out";

    public override string IsWithoutFix => "not told, no version mends it and it is not known to be exploited";

    public override string IsNoise => "counted apart";

    public override string IsAccepted => "not told, it is accepted";

    public override string IsToldBefore => "not told again within a day";

    public override string IsBaseline => "part of a new baseline";

    public override string IsMuted => "not told, the watch was muted";

    public override string IsUnconfirmed => "waits for a second run";

    public override string KindNew => "new";

    public override string KindRaised => "worse";

    public override string KindFixed => "fixed";

    public override string KindGone => "not reported any more";

    public override string Delivered(string place, string time) => $"{place}: there since {time}";

    public override string OwedStill(string place, int failures) => string.Create(CultureInfo.InvariantCulture, $"{place}: not there yet, {failures} tries failed");

    public override string NotThere(string place) => $"{place}: the message is gone, or too old";

    public override string ToldWhere => "Messages";

    private static string Findings(int count) => count == 1 ? "finding" : "findings";
}
