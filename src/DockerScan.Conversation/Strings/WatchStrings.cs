using DockerScan.Core;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Strings;

/// <summary>
/// The fixed words of the commands of watches and of their cards. One class per language; a text that a language lacks does not compile. What
/// a person typed, times, and names of commands and options are passed in and stay as they are.
/// </summary>
internal abstract class WatchStrings
{
    public static WatchStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishWatchStrings.Instance,
        ReportLanguage.Korean => KoreanWatchStrings.Instance,
    };

    /// <summary>Which language it is.</summary>
    public abstract ReportLanguage Language { get; }

    /// <summary>A text in every language, for who does not know yet in which it will be read.</summary>
    public static LocalizedText Say(Func<WatchStrings, string> text) => new(text(EnglishWatchStrings.Instance), text(KoreanWatchStrings.Instance));

    // What help says.

    public abstract string WatchSummary { get; }

    public abstract string WatchWhen(string names, string usual);

    public abstract string WatchTags { get; }

    public abstract string WatchNewest { get; }

    public abstract string WatchPlatforms { get; }

    public abstract string WatchZone(string example);

    public abstract string WatchFull { get; }

    public abstract string WatchTo { get; }

    public abstract string WatchUsual { get; }

    public abstract string WatchElsewhere { get; }

    public abstract string UnwatchSummary { get; }

    public abstract string Which { get; }

    public abstract string UnwatchIt { get; }

    public abstract string WatchesSummary { get; }

    public abstract string WatchesPage { get; }

    public abstract string WatchesAll { get; }

    public abstract string MuteSummary { get; }

    public abstract string MuteFor(string examples, string off);

    public abstract string MuteIt { get; }

    public abstract string MuteEnd { get; }

    public abstract string PauseSummary { get; }

    public abstract string PauseIt { get; }

    public abstract string ResumeSummary { get; }

    public abstract string ResumeIt { get; }

    public abstract string StatusImage { get; }

    public abstract string StatusOfImage { get; }

    // What is said when it cannot be done as asked.

    public abstract string NoWatch(string text, string command);

    public abstract string SeveralWatches(string image, string ids);

    public abstract string OthersWatch(string id, string setting);

    public abstract string WatchOfTheFile(string id, string file);

    public abstract string TooManyOfPerson(int most);

    public abstract string TooManyInChannel(int most);

    public abstract string TooManyInAll(int most);

    public abstract string NotAChannel(string text);

    public abstract string WatchTell(string moments);

    public abstract string WatchQuiet(string example);

    public abstract string NotAMoment(string text, string moments);

    public abstract string NotQuietHours(string text, string example);

    public abstract string CannotSpeakIn(string places);

    public abstract string TellsAtOnce { get; }

    public abstract string TellsDaily { get; }

    public abstract string QuietAt(string hours);

    public abstract string TooManyChannels(int most);

    public abstract string NotElsewhere(string channel, string rule);

    public abstract string NotThatChannel(string text);

    public abstract string NotADuration(string text, string examples);

    public abstract string NotAPattern { get; }

    public abstract string PatternUnsupported { get; }

    public abstract string PatternTooLarge { get; }

    // Cards.

    public abstract string NowWatching(string image);

    public abstract string Changed(string image);

    public abstract string NoLongerWatching(string image);

    public abstract string Muted(string image, string until);

    public abstract string Unmuted(string image);

    public abstract string PausedNow(string image);

    public abstract string Resumed(string image);

    public abstract string Foreseen(int watches, int looks, int scans, int hours);

    public abstract string Watches { get; }

    public abstract string NoWatches(string command);

    public abstract string Watch { get; }

    public abstract string When { get; }

    public abstract string Next { get; }

    public abstract string Never { get; }

    public abstract string Speaks { get; }

    public abstract string SpeaksNowhere(string command);

    public abstract string Baseline { get; }

    public abstract string FirstLook(string command);

    public abstract string Everything { get; }

    public abstract string Rule(string rule);

    public abstract string Paused { get; }

    public abstract string MutedUntil(string time);

    public abstract string NextAt(string time);

    public abstract string NotYetLooked { get; }

    public abstract string LookedAt(string time);

    public abstract string ChangedAt(string time);

    public abstract string NotLooked(int times, string reason);

    public abstract string WaitsFor(string reason);

    public abstract string PageOf(int page, int pages, string command);

    public abstract string Digest { get; }

    public abstract string KnownSince(string digest, string time);

    public abstract string NotSeenBefore(string digest);

    public abstract string Byline(string owner);

    public abstract string ByFile { get; }

    // What the engine runs.

    public abstract string WatchRunning { get; }

    public abstract string EachThatRuns(string command);

    public abstract string WhatRuns { get; }

    public abstract string RunsHere { get; }

    public abstract string RunsNoMore(string since);

    public abstract string NotWatched(string images);

    public abstract string RunningTakesNo(string option, string image);

    public abstract string RunningIsNotForAll(string setting);

    public abstract string FollowsWhatRuns(string image, string all, string one);
}
