using System.CommandLine;
using System.CommandLine.Help;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Host.Composition;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Cli;

/// <summary>The verbs, and what every failure means to the shell: one line with the next step, never a stack trace.</summary>
internal static class CommandLine
{
    /// <summary>What people type: run.sh starts the program.</summary>
    public const string Program = Shell.Program;

    // A word that begins with @ is an image or a mistake, never a file with more words.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Does what was typed.</summary>
    /// <param name="args">The words.</param>
    /// <param name="output">For help.</param>
    /// <param name="error">For what is wrong.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ParseResult? parsed = null;
        using var stop = new StopSignal();
        try
        {
            parsed = Create().Parse(args is ["help", .. var rest] ? [.. rest, "--help"] : args, Parsing);
            return IsAnswered(parsed) || UsageProblems.Find(parsed, args) is not { Count: > 0 } problems
                ? await parsed.InvokeAsync(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        // Signals are ours: the library's own handler would cut the clean-up short and forget which one it was.
                        ProcessTerminationTimeout = null,
                        Output = output,
                        Error = error,
                    },
                    stop.Token).WaitAsync(stop.Overdue)
                : await CommandFailure.RefuseAsync(error, parsed, problems);
        }
        catch (UsageException e)
        {
            return await CommandFailure.RefuseAsync(error, parsed, e.Problems);
        }
        catch (OptionsValidationException e)
        {
            return await CommandFailure.TellAsync(error, ExitCodes.Usage, [.. e.Failures]);
        }
        catch (SettingsException e)
        {
            return await CommandFailure.TellAsync(error, ExitCodes.Usage, [.. e.Problems]);
        }
        catch (EngineException e)
        {
            return await CommandFailure.TellAsync(error, ExitCodes.Unavailable, e.Failure.Message);
        }
        catch (OperationCanceledException)
        {
            return await CommandFailure.TellAsync(error, stop.ExitCode, "stopped");
        }
        catch (Exception e)
        {
            // The boundary of the program: a fault of ours is one line too, and whoever mends it can have the rest.
            return await CommandFailure.TellAsync(error, ExitCodes.Software, CommandFailure.Describe(e));
        }
    }

    internal static RootCommand Create()
    {
        var root = new RootCommand("DockerScan looks at a Docker image before your team runs it: known vulnerabilities, secrets, configuration, what it starts by itself.")
        {
            ScanVerb.Create(),
            RescanVerb.Create(),
            ReportVerb.Create(),
            DemoVerb.Create(),
            ServeVerb.Create(),
            ChatVerb.Create(),
            DoctorVerb.Create(),
            NotifyVerb.Create(),
            AuditVerb.Create(),
            StoreVerb.Create(),
        };
        foreach (var question in QuestionVerbs.Create().Concat(WatchVerbs.Create()).Concat(AcceptanceVerbs.Create()))
        {
            root.Subcommands.Add(question);
        }

        root.HelpName = Program;
        root.Options.Add(SettingsOption.Instance);
        return root;
    }

    // Help and version need nothing else to be right.
    private static bool IsAnswered(ParseResult parsed) => parsed.Action is HelpAction;
}
