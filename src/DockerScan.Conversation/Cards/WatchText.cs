using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Watches;
using DockerScan.Core.Words;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Cards;

/// <summary>How a watch is shown. Pure.</summary>
internal static class WatchText
{
    /// <summary>What its card says of it: which, when, the next three times, and where it speaks.</summary>
    public static IEnumerable<ChatField> Fields(Watch watch, IReadOnlyList<DateTimeOffset> next, WatchStrings strings)
    {
        yield return new ChatField(strings.Watch, string.Join(", ", Traits(watch, strings).Prepend(watch.Id)));
        yield return new ChatField(strings.When, When(watch, next));
        yield return new ChatField(strings.Next, next.Count == 0 ? watch.IsPaused ? strings.Paused : strings.Never : string.Join('\n', next.Select(Time)));
        yield return new ChatField(strings.Speaks, Places(watch, strings));
    }

    /// <summary>One line of the list.</summary>
    public static ChatLine Line(WatchStanding standing, DateTimeOffset now, WatchStrings strings)
    {
        var watch = standing.Watch;
        var failing = standing.Targets.Where(target => target.Problem is not null).MaxBy(target => target.Failures);
        var problem = failing?.Problem ?? standing.Last?.End.Problem;
        var changed = standing.Targets.Max(target => target.SeenSince);
        List<string?> parts =
        [
            $"{watch.Name} ({watch.Id}): {watch.Schedule.Text}, {watch.Schedule.Zone}",
            .. Traits(watch, strings),
            watch.LeftOut.Count == 0 ? null : strings.NotWatched(string.Join(", ", watch.LeftOut)),
            watch.IsPaused ? strings.Paused : watch.GoneSince is { } gone ? strings.RunsNoMore(Time(gone)) : standing.Next is { } next ? strings.NextAt(Time(next)) : strings.Never,
            watch.IsMutedAt(now) ? strings.MutedUntil(Time(watch.MutedUntil!.Value)) : null,
            standing.Last is { } last ? strings.LookedAt(Time(last.EndedAt)) : strings.NotYetLooked,
            changed is { } since ? strings.ChangedAt(Time(since)) : null,
            watch.Lost.Count == 0 ? null : strings.CannotSpeakIn(string.Join(", ", watch.Lost.Select(lost => $"{lost.Platform} {lost.Channel} ({lost.Reason})"))),
            problem is null ? null : failing is { Failures: 0 } ? strings.WaitsFor(Reason(problem, strings)) : strings.NotLooked(failing?.Failures ?? 1, Reason(problem, strings)),
        ];
        return new ChatLine(string.Join("; ", parts.OfType<string>()), problem is null && watch.Lost.Count == 0 ? ChatTone.Neutral : ChatTone.Warning);
    }

    /// <summary>A time as people of its zone read it, with what it is off by.</summary>
    public static string Time(DateTimeOffset time)
        => time.Offset == TimeSpan.Zero ? time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm} {time:zzz}");

    private static string Reason(Core.ScanFailure problem, WatchStrings strings) => Vocabulary.In(strings.Language).Of(problem);

    // The offset of its next look: a zone has two a year.
    private static string When(Watch watch, IReadOnlyList<DateTimeOffset> next)
    {
        var offset = next.Count == 0 ? string.Empty : next[0].ToString(" '(UTC'zzz')'", CultureInfo.InvariantCulture);
        var cron = watch.Schedule.Text == watch.Schedule.Cron ? string.Empty : $" ({watch.Schedule.Cron})";
        return $"{watch.Schedule.Text}{cron}, {watch.Schedule.Zone}{offset}";
    }

    private static IEnumerable<string> Traits(Watch watch, WatchStrings strings)
    {
        if (watch.IsOfRunning)
        {
            yield return strings.WhatRuns;
        }

        if (watch is { Follows: not null, GoneSince: null })
        {
            yield return strings.RunsHere;
        }

        if (watch.HasRule)
        {
            yield return strings.Rule(string.Join(' ', (string?[])[watch.Tags, watch.Newest is { } newest ? string.Create(CultureInfo.InvariantCulture, $"--newest {newest}") : null]).Trim());
        }

        if (watch.Platforms.Count > 0)
        {
            yield return string.Join(", ", watch.Platforms);
        }

        if (watch.IsFull)
        {
            yield return strings.Everything;
        }

        if (watch.Tell is TellWhen.Immediate or TellWhen.Daily)
        {
            yield return watch.Tell == TellWhen.Daily ? strings.TellsDaily : strings.TellsAtOnce;
        }

        if (watch.Quiet is { } quiet)
        {
            yield return strings.QuietAt(quiet.ToString());
        }

        if (watch.IsFromFile)
        {
            yield return strings.ByFile;
        }
    }

    private static string Places(Watch watch, WatchStrings strings)
        => watch.Places.Count == 0 ? strings.SpeaksNowhere("watches") : string.Join(", ", watch.Places.Select(place => $"{place.Platform} {place.Channel}"));
}
