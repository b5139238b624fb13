using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches;
using DockerScan.Core.Words;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>watch IMAGE [WHEN]</c>.</summary>
internal sealed class WatchCommand(IWatchDesk desk, WatchFinder finder, ScanConversation conversation, IEnumerable<IChatSetup> setups) : IChatCommand
{
    private const string Nightly = "nightly";
    private static readonly string[] Names = ["hourly", Nightly, "weekly"];
    private const string Tags = "tags", Newest = "newest", Zone = "zone", Full = "full", To = "to", Tell = "tell", Quiet = "quiet", Platform = "platform";
    private static readonly string[] Moments = ["run", "immediate", "daily"];
    private const int MaxNewest = TagRule.MaxNewest, MaxPlaces = 10, MaxPlatforms = 10;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "watch",
        Summary = WatchStrings.Say(words => words.WatchSummary),
        Arguments =
        [
            new CommandArgument("image", CommandStrings.Say(words => words.ScanImage)),
            new CommandArgument("when", WatchStrings.Say(words => words.WatchWhen(string.Join(", ", Names), Nightly)), IsRequired: false, TakesRest: true),
        ],
        Options =
        [
            new CommandOption(Tags, WatchStrings.Say(words => words.WatchTags), CommandValueKind.Text, "REGEX"),
            new CommandOption(Newest, WatchStrings.Say(words => words.WatchNewest), CommandValueKind.Number, "N", 1, MaxNewest),
            new CommandOption(Platform, WatchStrings.Say(words => words.WatchPlatforms), CommandValueKind.Text, "P"),
            new CommandOption(Zone, WatchStrings.Say(words => words.WatchZone("Europe/Berlin")), CommandValueKind.Text, "Z"),
            new CommandOption(Full, WatchStrings.Say(words => words.WatchFull)),
            new CommandOption(To, WatchStrings.Say(words => words.WatchTo), CommandValueKind.Text, "CHANNEL"),
            new CommandOption(Tell, WatchStrings.Say(words => words.WatchTell(string.Join(", ", Moments))), CommandValueKind.Text, "WHEN"),
            new CommandOption(Quiet, WatchStrings.Say(words => words.WatchQuiet("22:00-07:00")), CommandValueKind.Text, "HOURS"),
        ],
        Examples =
        [
            new CommandExample("watch redis:7", WatchStrings.Say(words => words.WatchUsual)),
            new CommandExample($"watch {Watch.Running}", WatchStrings.Say(words => words.WatchRunning)),
            new CommandExample("watch ghcr.io/owner/app 0 6 * * 1 --newest 3 --zone Europe/Berlin", WatchStrings.Say(words => words.WatchElsewhere)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var wish = await ReadAsync(invocation, cancellationToken);
        if (wish.IsOfRunning)
        {
            RefuseRunning(invocation);
        }

        var put = await desk.PutAsync(wish, cancellationToken);
        if (put.Watch is not { } watch)
        {
            throw Refused(put.Refusal!, wish);
        }

        // What a person sees first is the verdict, as of a scan that they asked for; a rule of tags names no image yet.
        if (put.IsNew && !answer.IsLocal && watch is { HasRule: false, IsOfRunning: false, Platforms.Count: <= 1 })
        {
            var request = new ScanRequest(watch.Image, watch.Platforms.Count == 0 ? null : watch.Platforms[0], new ScanOptions(), invocation.Request.RequestedBy);
            var strings = WatchStrings.In(invocation.Language);
            await conversation.RunAsync(
                request, invocation, answer, cancellationToken,
                new ScanNotes((scan, token) => desk.ShowFirstAsync(watch.Id, scan, token), [.. WatchText.Fields(watch, desk.Next(watch, 3), strings)]));
            return;
        }

        await answer.PostAsync(Card(watch, put.IsNew, answer.IsLocal, invocation.Language), cancellationToken);
    }

    private ChatMessage Card(Watch watch, bool isNew, bool isLocal, ReportLanguage language)
    {
        var strings = WatchStrings.In(language);
        var first = watch.IsOfRunning ? strings.EachThatRuns("watches") : strings.Baseline;
        return new ChatMessage
        {
            Title = isNew ? strings.NowWatching(watch.Name) : strings.Changed(watch.Name),
            Tone = ChatTone.Good,
            Text = !isNew ? string.Empty : isLocal ? $"{first}\n{strings.FirstLook($"{Shell.Program} serve")}" : first,
            Fields = [.. WatchText.Fields(watch, desk.Next(watch, 3), strings)],
            Commands = watch.Places.Count == 0 ? ["watches"] : [],
            Language = language,
        };
    }

    private async Task<WatchWish> ReadAsync(CommandInvocation invocation, CancellationToken cancellationToken)
    {
        return new WatchWish(ScanCommand.Reference(invocation), invocation.Find("when") ?? Nightly, invocation.Find(Zone), invocation.Request.RequestedBy)
        {
            IsOfRunning = invocation.Get("image") == Watch.Running,
            Tags = invocation.Find(Tags),
            Newest = invocation.FindNumber(Newest),
            Platforms = Platforms(invocation),
            Places = await PlacesAsync(invocation, cancellationToken),
            IsFull = invocation.Has(Full),
            Tell = Moment(invocation),
            Quiet = Hours(invocation),
            Language = invocation.Language,
            MayForOthers = finder.MayForOthers(invocation.Request, Declaration.Name),
        };
    }

    // Who may name what the engine runs may see it: that is the operator, or whom the operator names. Its images bring their tags and platforms along.
    private void RefuseRunning(CommandInvocation invocation)
    {
        if (new[] { Tags, Newest, Platform }.FirstOrDefault(option => invocation.Find(option) is not null) is { } taken)
        {
            throw new UserFacingException(WatchStrings.Say(words => words.RunningTakesNo($"--{taken}", $"docker.io/library/{Watch.Running}")), showUsage: true);
        }

        if (invocation.Request.Place.Length > 0 && !finder.MayForOthers(invocation.Request, Declaration.Name))
        {
            throw new UserFacingException(WatchStrings.Say(words => words.RunningIsNotForAll($"Access:Commands ({Declaration.Name})")));
        }
    }

    private static IReadOnlyList<ImagePlatform> Platforms(CommandInvocation invocation)
        => [.. Split(invocation.Find(Platform)).Take(MaxPlatforms).Select(text => ImagePlatform.TryParse(text.ToLowerInvariant(), out var platform)
            ? platform
            : throw new UserFacingException(CommandStrings.Say(words => words.NotAPlatform(DisplayText.Clean(text, 40), "linux/arm64")), showUsage: true)).Distinct()];

    private static TellWhen? Moment(CommandInvocation invocation)
        => invocation.Find(Tell) is not { } text ? null
            : Array.IndexOf(Moments, text.Trim().ToLowerInvariant()) is >= 0 and var index ? (TellWhen)index
            : throw new UserFacingException(WatchStrings.Say(words => words.NotAMoment(DisplayText.Clean(text, 40), string.Join(", ", Moments))), showUsage: true);

    private static QuietHours? Hours(CommandInvocation invocation)
        => invocation.Find(Quiet) is not { } text ? null
            : QuietHours.Find(text) ?? throw new UserFacingException(WatchStrings.Say(words => words.NotQuietHours(DisplayText.Clean(text, 40), "22:00-07:00")), showUsage: true);

    // A terminal is no place: who sits there names the platform as well.
    private async Task<IReadOnlyList<WatchPlace>> PlacesAsync(CommandInvocation invocation, CancellationToken cancellationToken)
    {
        var request = invocation.Request;
        var named = Split(invocation.Find(To));
        if (named.Length == 0)
        {
            return request.Place.Length == 0 ? [] : [new WatchPlace(request.Platform, WatchFinder.ChannelOf(request))];
        }

        if (named.Length > MaxPlaces)
        {
            throw new UserFacingException(WatchStrings.Say(words => words.TooManyChannels(MaxPlaces)), showUsage: true);
        }

        List<WatchPlace> places = [];
        foreach (var text in named)
        {
            var shown = DisplayText.Clean(text, 40);
            if (WatchPlace.Find(text, request.Platform) is not { } place || !IsThere(place))
            {
                throw new UserFacingException(WatchStrings.Say(words => words.NotAChannel(shown)), showUsage: true);
            }

            if (request.Place.Length > 0 && !await MayTellAsync(request, place, cancellationToken))
            {
                throw new UserFacingException(place.Platform == request.Platform
                    ? WatchStrings.Say(words => words.NotThatChannel(shown))
                    : WatchStrings.Say(words => words.NotElsewhere(shown, $"Access:Commands ({Declaration.Name})")));
            }

            places.Add(place);
        }

        return [.. places.Distinct()];
    }

    // Who somebody is on another platform nobody can tell here, and a webhook knows no people: the operator names who may.
    private Task<bool> MayTellAsync(ChatRequest request, WatchPlace place, CancellationToken cancellationToken)
        => place.Platform == request.Platform ? finder.MayInAsync(request, place.Channel, Declaration.Name, cancellationToken)
            : Task.FromResult(finder.MayForOthers(request, Declaration.Name));

    private bool IsThere(WatchPlace place)
        => !setups.Any() || (setups.FirstOrDefault(setup => setup.Platform == place.Platform) is { } setup && setup.FindChannelProblem(place.Channel) is null);

    private static string[] Split(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private UserFacingException Refused(WatchRefusal refusal, WatchWish wish) => new(
        refusal.Kind switch
        {
            WatchRefusalKind.Schedule => CommandStrings.Say(words => Vocabulary.In(words.Language).Of(refusal.Problem!)),
            WatchRefusalKind.Tags => WatchStrings.Say(words => refusal.Fault switch
            {
                TagRuleFault.PatternUnsupported => words.PatternUnsupported,
                TagRuleFault.PatternTooLarge => words.PatternTooLarge,
                _ => words.NotAPattern,
            }),
            WatchRefusalKind.TooManyOfPerson => WatchStrings.Say(words => words.TooManyOfPerson(refusal.Limit)),
            WatchRefusalKind.TooManyInChannel => WatchStrings.Say(words => words.TooManyInChannel(refusal.Limit)),
            WatchRefusalKind.TooMany => WatchStrings.Say(words => words.TooManyInAll(refusal.Limit)),
            WatchRefusalKind.OfOthers => WatchStrings.Say(words => words.OthersWatch(wish.IsOfRunning ? Watch.Running : wish.Image.Familiar, $"Access:Commands ({Declaration.Name})")),
            WatchRefusalKind.OfTheFile => WatchStrings.Say(words => words.WatchOfTheFile(wish.IsOfRunning ? Watch.Running : wish.Image.Familiar, "Watches:Path")),
        },
        showUsage: refusal.Kind is WatchRefusalKind.Schedule or WatchRefusalKind.Tags);
}
