using System.CommandLine;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Watching;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using DockerScan.Host.Web;

namespace DockerScan.Host.Cli;

/// <summary><c>notify test CHANNEL</c>: shows whether the bot may write where it should, and what its cards look like.</summary>
internal static class NotifyVerb
{
    private const int MaxPlaces = 10;

    private static readonly Argument<string?> Channel = new("CHANNEL")
    {
        Description = "The channel's id on the platform, e.g. C0123456789 on Slack or 300000000000000001 on Discord; several with commas between them, and with the platform before them as --to of watch takes them: slack:C0123456789,webhook:soc. Not needed with --watch and --dry-run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> OfWatch = WatchVerbs.Value("--watch", "WATCH", "Every channel that this watch speaks in, by its id.");
    private static readonly Option<string?> On = ValueOption.Choice("--on", ["slack", "discord", "webhook"], "The platform of a channel that names none; needed when not exactly one is switched on. With --dry-run slack when not given.");
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Send nothing, and need no workspace: print the card's JSON on stdout, as the platform takes it, and write its picture into the data folder.",
    };

    private static readonly Option<string?> Language = ValueOption.Choice("--lang", ["en", "ko"], "The language of the card; en when not given.");

    public static Command Create()
    {
        var test = new Command("test", "Send a sample card with its picture to a channel. Exit: 0 sent, 64 no such platform is switched on or CHANNEL is no id, 69 one of them did not take it.")
        {
            Channel, OfWatch, On, DryRun, Language,
        };
        test.SetAction(RunAsync);
        return new Command("notify", "Speak in a chat without having been asked.") { test };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wish = new NotifyWish(parsed.GetValue(Channel), parsed.GetValue(On), ReportLanguages.Parse(parsed.GetValue(Language) ?? "en"));
        var watch = parsed.GetValue(OfWatch);
        if (!parsed.GetValue(DryRun) && (wish.Channel is null) == (watch is null))
        {
            throw new UsageException(wish.Channel is null
                ? "CHANNEL is missing; name the channel by its id, a watch with --watch, or look at the card with --dry-run" : "CHANNEL and --watch are both given; give one of them");
        }

        var data = DataFolder.FromEnvironment();
        if (parsed.GetValue(DryRun))
        {
            // What is wrong with the settings hides nothing here.
            await using var shown = Application.Build(SettingsCheck.Lenient(parsed.GetValue(SettingsOption.Instance), data), data);
            return await ShowAsync(shown, wish, Console.Out, Console.Error, cancellationToken);
        }

        var settings = SettingsCheck.WithPlatformsThatStart(Settings.Load(parsed.GetValue(SettingsOption.Instance)), data);
        foreach (var line in WebHost.NotStarted(settings))
        {
            await Console.Error.WriteLineAsync(line);
        }

        await using var app = Application.Build(settings, data);
        var route = watch is null ? wish : wish with { Channel = await RouteOfAsync(app, watch, cancellationToken) };
        return await SendAsync(app, route, Console.Out, Console.Error, cancellationToken);
    }

    /// <summary>Sends the card to each channel; the exit code.</summary>
    internal static async Task<int> SendAsync(Application app, NotifyWish wish, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // All are looked at before the first is spoken in.
        var places = wish.Channel!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Select(text => PlaceOf(app, text, wish.On)).ToList();
        if (places.Count is 0 or > MaxPlaces)
        {
            throw new UsageException($"CHANNEL must name 1 to {MaxPlaces} channels");
        }

        var code = ExitCodes.Below;
        foreach (var (channel, id) in places)
        {
            var sent = await SendAsync(app, channel, wish with { Channel = id }, output, error, cancellationToken);
            code = sent == ExitCodes.Below ? code : sent;
        }

        return code;
    }

    private static (IChannel Channel, string Id) PlaceOf(Application app, string text, string? on)
    {
        var place = WatchPlace.Find(text, string.Empty);
        var (channel, id) = text.Contains(':', StringComparison.Ordinal) && place is not null ? (Choose(app, place.Platform), place.Channel) : (Choose(app, on), text);
        return FindSetup(app, channel.Platform)?.FindChannelProblem(id) is { } problem ? throw new UsageException(problem) : (channel, id);
    }

    private static async Task<string> RouteOfAsync(Application app, string id, CancellationToken cancellationToken)
    {
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        var watch = (await app.Get<IWatchDesk>().ListAsync(cancellationToken)).FirstOrDefault(watch => watch.Id == id)
            ?? throw new UsageException($"there is no watch '{DisplayText.Clean(id, 60)}'; their ids are in ./run.sh watches");
        return watch.Places.Count > 0 ? string.Join(',', watch.Places) : throw new UsageException($"watch {watch.Id} speaks in no channel");
    }

    private static async Task<int> SendAsync(Application app, IChannel channel, NotifyWish wish, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var setup = FindSetup(app, channel.Platform);
        try
        {
            var address = await channel.PostAsync(wish.Channel!, null, app.Get<SampleCard>().Make(wish.Language), cancellationToken);
            await output.WriteLineAsync($"sent: {channel.Platform} {DisplayText.Clean(address, 200)}");
            return ExitCodes.Below;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary: whatever the platform said is said as the doctor says it; platforms keep secrets out of their messages.
            var trouble = setup?.Explain(wish.Channel!, e)
                ?? new ChatTrouble($"{channel.Platform} did not take it: {DisplayText.Clean(e.Message, 300)}", "check the channel's id, and that the bot is a member of it");
            await error.WriteLineAsync($"dockerscan: {trouble.Said}");
            await error.WriteLineAsync($"  → {trouble.NextStep}");
            return ExitCodes.Unavailable;
        }
    }

    /// <summary>Shows the card as it would be sent; the exit code.</summary>
    internal static async Task<int> ShowAsync(Application app, NotifyWish wish, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var channels = app.Get<IEnumerable<IChannel>>().ToList();
        var platform = wish.On ?? (channels.Count == 1 ? channels[0].Platform : "slack");
        var setup = FindSetup(app, platform) ?? throw new UsageException($"{platform} has no form that could be shown without it");
        var card = app.Get<SampleCard>().Make(wish.Language);
        var file = await app.Get<ReportLibrary>().WriteSampleAsync(card.Attachment!, cancellationToken);
        await output.WriteLineAsync(setup.Preview(card));
        await error.WriteLineAsync($"nothing was sent. The JSON is {setup.Platform}'s, to be looked at in {setup.Builder}");
        await error.WriteLineAsync($"picture: {file}");
        return ExitCodes.Below;
    }

    private static IChatSetup? FindSetup(Application app, string platform) => app.Get<IEnumerable<IChatSetup>>().FirstOrDefault(setup => setup.Platform == platform);

    private static IChannel Choose(Application app, string? wanted)
    {
        var channels = app.Get<IEnumerable<IChannel>>().ToList();
        // A webhook is no platform of people: who means one says so.
        var fitting = channels.Where(channel => wanted is null ? channel is not IAlertReceiver : channel.Platform == wanted).ToList();
        return fitting.Count == 1 ? fitting[0]
            : throw new UsageException(fitting.Count > 1 ? "more than one platform is switched on; choose with --on slack or --on discord"
                : channels.Count == 0 ? "no chat platform is switched on; name its settings with --config FILE (docs/chat), or look at the card with --dry-run"
                : $"{DisplayText.Clean(wanted, 40)} is not switched on; these are: {string.Join(", ", channels.Select(channel => channel.Platform))}");
    }
}

/// <summary>What a person asked of a sample card.</summary>
/// <param name="Channel">Where to; null where nothing is sent.</param>
/// <param name="On">The platform; null for the one that is switched on.</param>
/// <param name="Language">The card's.</param>
internal sealed record NotifyWish(string? Channel, string? On, ReportLanguage Language);
