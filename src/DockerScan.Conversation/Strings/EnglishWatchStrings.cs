using System.Globalization;
using DockerScan.Core;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of watches in English.</summary>
internal sealed class EnglishWatchStrings : WatchStrings
{
    public static EnglishWatchStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string WatchSummary => "Keep looking at an image, and hear what is new";

    public override string WatchWhen(string names, string usual) => $"{names}, or the five fields of a crontab; {usual} when not given";

    public override string WatchTags => "follow the tags that match this regular expression";

    public override string WatchNewest => "follow so many of the newest versions";

    public override string WatchPlatforms => "the platforms, with commas between them";

    public override string WatchZone(string example) => $"the time zone that the hours are of, e.g. {example}";

    public override string WatchFull => "scan everything each time, whatever changed";

    public override string WatchTo => "the channels that it speaks in, by their ids, with commas between them; this one when not given";

    public override string WatchUsual => "each night; it speaks here";

    public override string WatchElsewhere => "the three newest versions, every Monday at six";

    public override string UnwatchSummary => "Stop looking at an image";

    public override string Which => "a watch's id, or its image";

    public override string UnwatchIt => "no longer";

    public override string WatchesSummary => "List watches: next look, last change, why one did not look";

    public override string WatchesPage => "which page, ten watches each";

    public override string WatchesAll => "those of this channel and your own";

    public override string MuteSummary => "Let a watch say nothing for a while; it goes on looking";

    public override string MuteFor(string examples, string off) => $"how long, e.g. {examples}; {off} lets it speak again";

    public override string MuteIt => "quiet for six hours";

    public override string MuteEnd => "it may speak again";

    public override string PauseSummary => "Keep a watch from looking until it is resumed";

    public override string PauseIt => "no looks for now";

    public override string ResumeSummary => "Let a paused watch look again, from its next time on";

    public override string ResumeIt => "look again";

    public override string StatusImage => "an image, to hear what its tag points at and since when that is known here";

    public override string StatusOfImage => "since when this digest is known here";

    public override string NoWatch(string text, string command) => $"There is no watch \"{text}\" that is yours or speaks here. To list them, type: {command}";

    public override string SeveralWatches(string image, string ids) => $"There are several watches of {image}; name one by its id: {ids}.";

    public override string OthersWatch(string id, string setting) => $"Watch {id} is somebody else's. Only its owner, or who is named in {setting}, may do that.";

    public override string WatchOfTheFile(string id, string file) => $"Watch {id} stands in the file of watches ({file}); it is changed and removed there.";

    public override string TooManyOfPerson(int most) => string.Create(CultureInfo.InvariantCulture, $"You have {most} watches, and one person may have no more. Remove one first.");

    public override string TooManyInChannel(int most) => string.Create(CultureInfo.InvariantCulture, $"{most} watches speak in that channel, and no more may. Remove one first.");

    public override string TooManyInAll(int most) => string.Create(CultureInfo.InvariantCulture, $"There are {most} watches, and there may be no more. Ask who runs the bot.");

    public override string NotAChannel(string text) => $"\"{text}\" is no channel. Write its id, as the platform shows it, not its name.";

    public override string WatchTell(string moments) => $"when it tells what it found: {moments} (one message a run, one for each image as soon as it is looked at, or one a day)";

    public override string WatchQuiet(string example) => $"hours in which it says nothing that may wait, by the clocks of its zone, e.g. {example}";

    public override string NotAMoment(string text, string moments) => $"\"{text}\" is none of {moments}.";

    public override string NotQuietHours(string text, string example) => $"\"{text}\" are no hours. Write two times of day, e.g. {example}.";

    public override string CannotSpeakIn(string places) => $"cannot speak in {places}";

    public override string TellsAtOnce => "tells each image at once";

    public override string TellsDaily => "tells once a day";

    public override string QuietAt(string hours) => $"quiet {hours}";

    public override string TooManyChannels(int most) => string.Create(CultureInfo.InvariantCulture, $"A watch speaks in at most {most} channels.");

    public override string NotElsewhere(string channel, string rule) => $"{channel} is on another platform or a webhook. Only whom a rule of {rule} names may send alerts there.";

    public override string NotThatChannel(string text) => $"You may not let it speak in {text}: commands are not taken from you there.";

    public override string NotADuration(string text, string examples) => $"\"{text}\" is no length of time. Write one such as {examples}; at most 30 days.";

    public override string NotAPattern => "The pattern of tags is no regular expression.";

    public override string PatternUnsupported => "The pattern of tags uses what could take for ever: no look-arounds, back references or atomic groups.";

    public override string PatternTooLarge => "The pattern of tags is too long, or repeats too often.";

    public override string NowWatching(string image) => $"Now watching {image}";

    public override string Changed(string image) => $"Watch of {image} changed";

    public override string NoLongerWatching(string image) => $"No longer watching {image}";

    public override string Muted(string image, string until) => $"Watch of {image} says nothing until {until}";

    public override string Unmuted(string image) => $"Watch of {image} may speak again";

    public override string PausedNow(string image) => $"Watch of {image} is paused";

    public override string Resumed(string image) => $"Watch of {image} looks again";

    public override string Foreseen(int watches, int looks, int scans, int hours) => string.Create(
        CultureInfo.InvariantCulture, $"{watches}; in the next {hours} h {looks} looks, which cost no pull, and about {scans} scans, which do, beside those of what changes");

    public override string Watches => "Watches";

    public override string NoWatches(string command) => $"Nothing is watched here. To begin, type: {command}";

    public override string Watch => "Watch";

    public override string When => "When";

    public override string Next => "Next looks";

    public override string Never => "never";

    public override string Speaks => "Speaks in";

    public override string SpeaksNowhere(string command) => $"nowhere; to ask, type: {command}";

    public override string Baseline => "What is there now is the baseline: from now on only what is new is said.";

    public override string FirstLook(string command) => $"It looks while the program serves: {command}";

    public override string Everything => "everything each time";

    public override string Rule(string rule) => $"tags: {rule}";

    public override string Paused => "paused";

    public override string MutedUntil(string time) => $"quiet until {time}";

    public override string NextAt(string time) => $"next {time}";

    public override string NotYetLooked => "has not looked yet";

    public override string LookedAt(string time) => $"looked {time}";

    public override string ChangedAt(string time) => $"last change {time}";

    public override string NotLooked(int times, string reason) => string.Create(CultureInfo.InvariantCulture, $"could not look, {times} in a row: {reason}");

    public override string WaitsFor(string reason) => $"waits: {reason}";

    public override string PageOf(int page, int pages, string command) => string.Create(CultureInfo.InvariantCulture, $"Page {page} of {pages}; for another, type: {command}");

    public override string Digest => "Digest";

    public override string KnownSince(string digest, string time) => $"{digest}, known here since {time}";

    public override string NotSeenBefore(string digest) => $"{digest}, not seen here before";

    public override string Byline(string owner) => $"asked for by {owner}";

    public override string ByFile => "from the file of watches";

    public override string WatchRunning => "every image that the container engine runs, kept in step";

    public override string EachThatRuns(string command) => $"Each image that the container engine runs gets a watch of its own within minutes, with the digest that runs. One that is stopped rests, and is forgotten after a day. They are listed by {command}.";

    public override string WhatRuns => "what the container engine runs";

    public override string RunsHere => "runs here";

    public override string RunsNoMore(string since) => $"rests: not running since {since}";

    public override string NotWatched(string images) => $"not watched, because no registry is known to have them or there are too many: {images}";

    public override string RunningTakesNo(string option, string image) => $"What runs brings its tags and platforms along: {option} cannot be given with it. The image of that name is {image}.";

    public override string RunningIsNotForAll(string setting) => $"What the container engine runs is shown to whom {setting} names.";

    public override string FollowsWhatRuns(string image, string all, string one) => $"{image} is watched because it runs here. Stop all of them with {all}, or keep this one from looking with {one}.";
}
