using System.CommandLine;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.Terminal;

namespace DockerScan.Host.Cli;

/// <summary><c>findings</c>, <c>diff</c>: what the cards offer, answered as in a chat.</summary>
internal static class QuestionVerbs
{
    private const string Earlier = "A scan's id, or an image for its newest scan.";

    public static IEnumerable<Command> Create()
    {
        yield return Create("findings", "List the findings of a scan, worst first, ten a page.",
            [Word("SCAN", Earlier), new Argument<string[]>("FILTER") { Description = "high, medium, low, critical, fixable, open, accepted, or words of a CVE, package, file or check.", Arity = ArgumentArity.ZeroOrMore }],
            ValueOption.Number("--page", 1, int.MaxValue, "N", "Which page; the first when not given."));
        yield return Create("diff", "Say what differs between two scans or two images.", [Word("BEFORE", Earlier), Word("AFTER", Earlier)]);
    }

    private static Argument<string> Word(string name, string description) => new(name) { Description = description };

    private static Command Create(string name, string description, IReadOnlyList<Argument> arguments, Option<int?>? page = null)
    {
        var command = new Command(name, description + " Exit: 0 answered, 64 there is no such scan, 70 it broke.");
        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        if (page is not null)
        {
            command.Options.Add(page);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, [name, .. Words(parsed, arguments, page)], cancellationToken));
        return command;
    }

    private static IEnumerable<string> Words(ParseResult parsed, IReadOnlyList<Argument> arguments, Option<int?>? page)
    {
        var words = arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(token => Quote(token.Value));
        return page is not null && parsed.GetValue(page) is { } number ? words.Append(FormattableString.Invariant($"--page {number}")) : words;
    }

    // A chat's words may stand in quotes; one that holds every kind of them cannot be an answerable question.
    private static string Quote(string word)
        => (string[])["\"\"", "''", "``", "“”", "«»"] is var quotes && quotes.FirstOrDefault(pair => !word.Contains(pair[1], StringComparison.Ordinal)) is { } free
            ? free[0] + word + free[1]
            : throw new UsageException("a word holds every kind of quote");

    private static async Task<int> RunAsync(ParseResult parsed, string[] words, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        return await app.Get<IConsoleChat>().AnswerAsync(string.Join(' ', words), cancellationToken) switch
        {
            CommandOutcome.Completed => ExitCodes.Below,
            CommandOutcome.Failed => ExitCodes.Software,
            CommandOutcome.Cancelled => ExitCodes.Interrupted,
            CommandOutcome.Refused or CommandOutcome.Rejected => ExitCodes.Usage,
        };
    }
}
