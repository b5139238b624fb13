using System.CommandLine;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.Terminal;

namespace DockerScan.Host.Cli;

/// <summary><c>watch</c>, <c>unwatch</c>, <c>watches</c>, <c>mute</c>, <c>pause</c>, <c>resume</c>: answered as in a chat. What they say is kept; <c>serve</c> and <c>chat</c> do the looking.</summary>
internal static class WatchVerbs
{
    private const string Which = "The watch's id, or its image.";

    public static IEnumerable<Command> Create()
    {
        yield return Create("watch", "Keep looking at an image while serve or chat runs, and say what is new.",
            [
                Word("IMAGE", "An image such as redis:7; with --tags or --newest its repository."),
                new Argument<string[]>("WHEN") { Description = "hourly, nightly, weekly, or the five fields of a crontab in quotes; nightly when not given.", Arity = ArgumentArity.ZeroOrMore },
            ],
            [
                Value("--tags", "REGEX", "Follow the tags that match."),
                Value("--newest", "N", "Follow so many of the newest versions, 1 to 50."),
                Value("--platform", "P", "The platforms, with commas between them; linux/amd64 when not given."),
                Value("--zone", "Z", "The time zone that the hours are of, e.g. Europe/Berlin."),
                Value("--to", "CHANNEL", "Where it speaks, with commas between them, e.g. slack:C0123456789,webhook:soc; nowhere when not given."),
                Value("--tell", "WHEN", "When it tells what it found: run (one message a run), immediate (one for each image), daily (one a day)."),
                Value("--quiet", "HOURS", "Hours in which it says nothing that may wait, e.g. 22:00-07:00."),
                new Option<bool>("--full") { Description = "Scan everything each time, whatever changed." },
            ]);
        yield return Create("unwatch", "Stop looking at an image.", [Word("WATCH", Which)], []);
        yield return Create("watches", "List the watches: next look, last change, why one did not look.", [], [Value("--page", "N", "Which page, ten watches each.")]);
        yield return Create("mute", "Let a watch say nothing for a while; it goes on looking.", [Word("WATCH", Which), Word("TIME", "How long: 30m, 6h, 2d; off lets it speak again.")], []);
        yield return Create("pause", "Keep a watch from looking until it is resumed.", [Word("WATCH", Which)], []);
        yield return Create("resume", "Let a paused watch look again, from its next time on.", [Word("WATCH", Which)], []);
    }

    internal static Argument<string> Word(string name, string description) => new(name) { Description = description };

    internal static Option<string?> Value(string name, string valueName, string description) => new(name) { Description = description, HelpName = valueName };

    internal static Command Create(string name, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options)
    {
        var command = new Command(name, description + " Exit: 0 done, 64 it cannot be done as asked, 70 it broke.");
        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, name, arguments, options, cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(ParseResult parsed, string name, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, CancellationToken cancellationToken)
    {
        var words = arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens.Select(token => QuestionVerbs.Quote(token.Value)) ?? []).ToList();
        foreach (var option in options)
        {
            // What is not given is only a default.
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                words.Add(option.Name);
                words.AddRange(given.Tokens.Select(token => QuestionVerbs.Quote(token.Value)));
            }
        }

        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        return await app.Get<IConsoleChat>().AnswerAsync(string.Join(' ', words.Prepend(name)), cancellationToken) switch
        {
            CommandOutcome.Completed => ExitCodes.Below,
            CommandOutcome.Failed => ExitCodes.Software,
            CommandOutcome.Cancelled => ExitCodes.Interrupted,
            CommandOutcome.Refused or CommandOutcome.Rejected => ExitCodes.Usage,
        };
    }
}
