using System.CommandLine;
using System.CommandLine.Parsing;
using DockerScan.Core;

namespace DockerScan.Host.Cli;

/// <summary>
/// What is wrong with a command line. The parser takes an option for the value of the one before it, and a misspelt option for an
/// argument: both are told here, for each would silently do something else than what was asked for.
/// </summary>
internal static class UsageProblems
{
    private const int Shown = 100;
    private const int MaxMessage = 400;

    /// <param name="parsed">What the parser made of the words.</param>
    /// <param name="args">The words as they were typed.</param>
    public static IReadOnlyList<string> Find(ParseResult parsed, IReadOnlyList<string> args)
    {
        var path = Path(parsed.CommandResult).ToList();
        List<string> problems = [.. path.SelectMany(command => Swallowed(command, path)), .. path.SelectMany(command => Misspelt(command, parsed, path)), .. Given(args, path)];
        if (problems.Count == 0)
        {
            // Behind the first all words stand at the wrong place.
            problems.AddRange(parsed.UnmatchedTokens.Take(1).Select(word => Unknown(word, parsed, path)));
        }

        if (problems.Count == 0)
        {
            problems.AddRange(parsed.Errors.Select(error => DisplayText.Clean(error.Message, MaxMessage)));
        }

        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    // The command and those above it, whose options hold for it too.
    private static IEnumerable<CommandResult> Path(CommandResult command)
    {
        for (SymbolResult? each = command; each is not null; each = each.Parent)
        {
            if (each is CommandResult found)
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<string> Swallowed(CommandResult command, IReadOnlyList<CommandResult> path)
        => from option in command.Children.OfType<OptionResult>()
           from token in option.Tokens
           where IsOption(token.Value, path)
           select $"{option.Option.Name} needs a value, and {Clean(token.Value)} is an option";

    private static IEnumerable<string> Misspelt(CommandResult command, ParseResult parsed, IReadOnlyList<CommandResult> path)
        // Behind "--" everything is an argument.
        => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
                .Where(word => word is ['-', _, ..]).Select(word => Unknown(word, parsed, path));

    // The parser makes a word of its own of what stands behind the sign of equality: for a verb of several images it would be one of them.
    private static IEnumerable<string> Given(IReadOnlyList<string> args, IReadOnlyList<CommandResult> path)
        => from word in args.TakeWhile(word => word != "--")
           let parts = word.Split('=', 2)
           where parts is [['-', '-', ..], not ("true" or "false")] && path.SelectMany(command => command.Command.Options).OfType<Option<bool>>().Any(option => option.Name == parts[0])
           select $"{parts[0]} takes no value, and {Clean(word)} gives it one";

    private static bool IsOption(string word, IReadOnlyList<CommandResult> path)
        => word.StartsWith("--", StringComparison.Ordinal) || Options(path).Contains(word, StringComparer.Ordinal);

    private static IEnumerable<string> Options(IReadOnlyList<CommandResult> path)
        => path.SelectMany(command => command.Command.Options).SelectMany(option => option.Aliases.Prepend(option.Name));

    private static string Unknown(string word, ParseResult parsed, IReadOnlyList<CommandResult> path)
    {
        var command = parsed.CommandResult.Command;
        if (word.StartsWith('-'))
        {
            var name = word.Split('=')[0];
            return $"there is no option {Clean(name)}{Meant(name, Options(path))}";
        }

        return command.Subcommands.Count > 0
            ? $"unknown verb '{Clean(word)}'{Meant(word, command.Subcommands.Select(each => each.Name))}"
            : $"{command.Name} has no place for '{Clean(word)}'";
    }

    private static string Meant(string word, IEnumerable<string> names) => NearestName.Find(word, names) is { } near ? $"; did you mean {near}?" : string.Empty;

    private static string Clean(string text) => DisplayText.Clean(text, Shown);
}
