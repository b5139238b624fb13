using System.CommandLine;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.Terminal;

namespace DockerScan.Host.Cli;

/// <summary><c>findings</c>, <c>diff</c>, <c>why</c>, <c>cancel</c>, <c>status</c>: what the cards offer and the chats know, answered as in a chat.</summary>
internal static class QuestionVerbs
{
    // Of these the scan is found here, so that its first letters do too, and what is wrong is one line.
    private const string Scan = "SCAN", Before = "BEFORE", After = "AFTER";

    public static IEnumerable<Command> Create()
    {
        yield return Create("findings", "List the findings of a scan, worst first, ten a page.",
            [Word(Scan, EarlierScan.Words), new Argument<string[]>("FILTER") { Description = "high, medium, low, critical, fixable, open, accepted, or words of a CVE, package, file or check.", Arity = ArgumentArity.ZeroOrMore }],
            ValueOption.Number("--page", 1, int.MaxValue, "N", "Which page; the first when not given."));
        yield return Create("diff", "Say what differs between two scans or two images.", [Word(Before, EarlierScan.Words), Word(After, EarlierScan.Words)]);
        yield return Create("why", "Tell the story of a finding: since when, by what, what was decided, and where it was told.", [Word("KEY", "The finding's key, as findings shows it.")]);
        yield return Create("cancel", "Cancel a scan that waits or runs.", [Word("ID", "The scan's id, as scan, chat and the cards say it.")]);
        var status = Create("status", "Say how long the queue is, and how every part is; of an image, what its tag points at and since when that is known here.",
            [new Argument<string?>("IMAGE") { Description = "An image such as redis:7; none for the queue and every part.", Arity = ArgumentArity.ZeroOrOne }]);
        // It says how the engine is: run.sh starts one for it.
        Rehearsal.AddTo(status);
        yield return status;
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

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, name, arguments, page, cancellationToken));
        return command;
    }

    private static async Task<IReadOnlyList<string>> WordsAsync(
        ParseResult parsed, IReadOnlyList<Argument> arguments, Option<int?>? page, IScanStore store, CancellationToken cancellationToken)
    {
        List<string> words = [];
        foreach (var argument in arguments)
        {
            foreach (var token in parsed.GetResult(argument)?.Tokens ?? [])
            {
                // An image stays one: the command says more of it than of a scan.
                words.Add(argument.Name is Scan or Before or After && await EarlierScan.GetAsync(store, token.Value, cancellationToken) is var found && EarlierScan.IsNamed(found, token.Value)
                    ? found.Id.Value
                    : Quote(token.Value));
            }
        }

        return page is not null && parsed.GetValue(page) is { } number ? [.. words, FormattableString.Invariant($"--page {number}")] : words;
    }

    private static int Rehearse(ParseResult parsed, IReadOnlyList<Argument> arguments)
        => arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(token => ScanVerb.ProblemOf(token.Value)).OfType<string>().ToList() is { Count: > 0 } problems
            ? throw new UsageException(problems)
            : ExitCodes.Below;

    // A chat's words may stand in quotes; one that holds every kind of them cannot be an answerable question.
    internal static string Quote(string word)
        => (string[])["\"\"", "''", "``", "“”", "«»"] is var quotes && quotes.FirstOrDefault(pair => !word.Contains(pair[1], StringComparison.Ordinal)) is { } free
            ? free[0] + word + free[1]
            : throw new UsageException("a word holds every kind of quote");

    private static async Task<int> RunAsync(ParseResult parsed, string name, IReadOnlyList<Argument> arguments, Option<int?>? page, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        if (Rehearsal.IsAsked(parsed))
        {
            return Rehearse(parsed, arguments);
        }

        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        var words = await WordsAsync(parsed, arguments, page, app.Get<IScanStore>(), cancellationToken);
        return await app.Get<IConsoleChat>().AnswerAsync(string.Join(' ', words.Prepend(name)), cancellationToken) switch
        {
            CommandOutcome.Completed => ExitCodes.Below,
            CommandOutcome.Failed => ExitCodes.Software,
            CommandOutcome.Cancelled => ExitCodes.Interrupted,
            CommandOutcome.Refused or CommandOutcome.Rejected => ExitCodes.Usage,
        };
    }
}
