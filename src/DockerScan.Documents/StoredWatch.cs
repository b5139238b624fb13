using System.Globalization;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Documents;

/// <summary>Reads watches, what they know, and what their runs wait for and did.</summary>
public static class StoredWatch
{
    public static Watch Watch(JsonElement element)
    {
        var watch = new StoredObject(element);
        return new Watch
        {
            Id = watch.Text("id"),
            Image = StoredScan.Reference(watch.Needed("image")),
            Tags = watch.TextOrNull("tags"),
            Newest = watch.NumberOrNull("newest"),
            Platforms = watch.List("platforms", StoredScan.Platform),
            Schedule = Schedule(new StoredObject(watch.Needed("schedule"))),
            Places = watch.List("places", Place),
            Owner = watch.Text("owner"),
            IsFull = watch.Flag("isFull"),
            IsPaused = watch.Flag("isPaused"),
            MutedUntil = watch.TimeOrNull("mutedUntil"),
            CreatedAt = watch.Time("createdAt"),
            DueSince = watch.TimeOrNull("dueSince"),
            Language = (ReportLanguage)watch.Choice(typeof(ReportLanguage), "language"),
            Tell = (TellWhen?)watch.ChoiceOrNull(typeof(TellWhen), "tell"),
            Quiet = watch.HasValue("quiet", out var quiet) ? Quiet(new StoredObject(quiet)) : null,
            Lost = watch.List("lost", Lost),
            FirstScan = watch.HasValue("firstScan", out var scan) ? StoredScan.Id(scan) : null,
            IsOfRunning = watch.Flag("isOfRunning"),
            Follows = watch.TextOrNull("follows"),
            GoneSince = watch.TimeOrNull("goneSince"),
            LeftOut = watch.Texts("leftOut"),
        };
    }

    public static WatchTarget Target(JsonElement element)
    {
        var target = new StoredObject(element);
        return new WatchTarget
        {
            WatchId = target.Text("watchId"),
            Tag = target.Text("tag"),
            Platform = StoredScan.Platform(target.Needed("platform")),
            Revision = target.Number("revision"),
            SeenDigest = Digest(target, "seenDigest"),
            SeenIndex = Digest(target, "seenIndex"),
            SeenSince = target.TimeOrNull("seenSince"),
            ScannedDigest = Digest(target, "scannedDigest"),
            Basis = target.HasValue("basis", out var basis) ? Basis(basis) : null,
            LastFullAt = target.TimeOrNull("lastFullAt"),
            LastComplete = target.HasValue("lastComplete", out var complete) ? StoredScan.Id(complete) : null,
            Baseline = [.. target.Texts("baseline").Select(text => ScanId.TryParse(text, out var id) ? id : throw new JsonException($"not a {nameof(ScanId)}"))],
            PartialRuns = target.Number("partialRuns"),
            WaitedRuns = target.Number("waitedRuns"),
            Failures = target.Number("failures"),
            Problem = Failure(target, "problem"),
        };
    }

    public static WatchScan Scan(JsonElement element)
    {
        var scan = new StoredObject(element);
        return new WatchScan
        {
            Tag = scan.Text("tag"),
            Platform = StoredScan.Platform(scan.Needed("platform")),
            Digest = Digest(scan, "digest") ?? throw new JsonException("digest is missing"),
            IndexDigest = Digest(scan, "indexDigest"),
            Reason = (WatchReason)scan.NeededChoice(typeof(WatchReason), "reason"),
            Basis = Basis(scan.Needed("basis")),
            Scan = StoredScan.Id(scan.Needed("scan")),
        };
    }

    public static WatchCounts Counts(JsonElement element)
    {
        var counts = new StoredObject(element);
        return new WatchCounts
        {
            Scanned = counts.Number("scanned"),
            Matched = counts.Number("matched"),
            Unchanged = counts.Number("unchanged"),
            Failed = counts.Number("failed"),
            Changed = counts.Number("changed"),
        };
    }

    public static WatchRunEnd End(JsonElement element)
    {
        var end = new StoredObject(element);
        return new WatchRunEnd((WatchRunOutcome)end.NeededChoice(typeof(WatchRunOutcome), "outcome"), Counts(end.Needed("counts")), Failure(end, "problem"));
    }

    private static WatchSchedule Schedule(StoredObject schedule) => new(schedule.Text("text"), schedule.Text("cron"), schedule.Text("zone"));

    private static QuietHours Quiet(StoredObject quiet)
        => TimeOnly.TryParse(quiet.Text("from"), CultureInfo.InvariantCulture, out var from) && TimeOnly.TryParse(quiet.Text("to"), CultureInfo.InvariantCulture, out var to)
            ? new QuietHours(from, to) : throw new JsonException("not hours");

    private static LostPlace Lost(JsonElement element)
    {
        var lost = new StoredObject(element);
        return new LostPlace(lost.Text("platform"), lost.Text("channel"), lost.Text("reason"), lost.Time("since"));
    }

    private static WatchPlace Place(JsonElement element)
    {
        var place = new StoredObject(element);
        return new WatchPlace(place.Text("platform"), place.Text("channel"));
    }

    private static WatchBasis Basis(JsonElement element)
    {
        var basis = new StoredObject(element);
        return new WatchBasis(basis.Text("scanners"), basis.Text("rules"), basis.Text("sandbox"), basis.Text("database"));
    }

    private static ImageDigest? Digest(StoredObject owner, string name)
        => !owner.HasValue(name, out var value) ? null
            : ImageDigest.TryParse(value.GetString(), out var digest) ? digest : throw new JsonException($"not an {nameof(ImageDigest)}");

    private static ScanFailure? Failure(StoredObject owner, string name)
        => owner.HasValue(name, out var failure) ? StoredResult.Failure(new StoredObject(failure)) : null;
}
