using System.CommandLine;
using DockerScan.Core;
using DockerScan.Host.Composition;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Cli;

/// <summary>The verbs, and what every failure means to the shell.</summary>
internal static class CommandLine
{
    // A sandbox's removal takes 30 s at most, and so does that of the container that an image is read from.
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(75);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("DockerScan looks at a Docker image before your team runs it: known vulnerabilities, secrets, configuration, what it starts by itself.")
        {
            ScanVerb.Create(),
            DemoVerb.Create(),
            ServeVerb.Create(),
            ChatVerb.Create(),
            DoctorVerb.Create(),
            NotifyVerb.Create(),
            AuditVerb.Create(),
        };
        root.Options.Add(SettingsOption.Instance);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return await RefuseAsync(parsed);
        }

        using var stop = new StopSignal();
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // Whoever is stopped removes what he made. Cut off after the usual two seconds, containers would be left.
                ProcessTerminationTimeout = CleanUpLimit,
            });
        }
        catch (OptionsValidationException e)
        {
            return await FailAsync(ExitCodes.Usage, [.. e.Failures]);
        }
        catch (SettingsException e)
        {
            return await FailAsync(ExitCodes.Usage, [.. e.Problems]);
        }
        catch (EngineException e)
        {
            return await FailAsync(ExitCodes.Unavailable, e.Failure.Message);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync(stop.ExitCode, "stopped");
        }
    }

    private static async Task<int> RefuseAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync("dockerscan: " + DisplayText.Clean(error.Message, 400));
        }

        await Console.Error.WriteLineAsync("Try: ./run.sh " + (parsed.CommandResult.Command is RootCommand ? "--help" : parsed.CommandResult.Command.Name + " --help"));
        return ExitCodes.Usage;
    }

    private static async Task<int> FailAsync(int code, params string[] lines)
    {
        foreach (var line in lines)
        {
            await Console.Error.WriteLineAsync("dockerscan: " + line);
        }

        return code;
    }
}
