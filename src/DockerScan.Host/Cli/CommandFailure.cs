using System.CommandLine;
using System.CommandLine.Parsing;
using DockerScan.Core;

namespace DockerScan.Host.Cli;

/// <summary>What a person is told of a command that did not do its work: one line for each problem, with the next step.</summary>
internal static class CommandFailure
{
    private const string TraceVariable = "DOCKERSCAN_TRACE";

    public static Task<int> RefuseAsync(TextWriter error, ParseResult? parsed, IReadOnlyList<string> problems)
    {
        List<string> words = ["--help"];
        for (var command = parsed?.CommandResult; command is { Command: not RootCommand }; command = command.Parent as CommandResult)
        {
            words.Insert(0, command.Command.Name);
        }

        return TellAsync(error, ExitCodes.Usage, [.. problems.SkipLast(1), $"{problems[^1]} (see {CommandLine.Program} {string.Join(' ', words)})"]);
    }

    public static async Task<int> TellAsync(TextWriter error, int code, params string[] lines)
    {
        foreach (var line in lines)
        {
            await error.WriteLineAsync("dockerscan: " + line);
        }

        return code;
    }

    public static string Describe(Exception exception)
        => Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }
            ? exception.ToString()
            : $"internal error: {exception.GetType().Name}: {DisplayText.Clean(exception.Message, 300)}; {TraceVariable}=1 shows where, for a report of the fault";
}
