using System.Text.Json;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Reads the command lines that an image starts, from its configuration and from its history.</summary>
internal static class StartPoints
{
    /// <summary>How many words of a command line are looked at.</summary>
    public const int MaxWords = 2000;

    /// <summary>How many characters of a command line are looked at.</summary>
    public const int MaxCharacters = 1024 * 1024;

    private const int MaxTriggers = 100;

    public static (IReadOnlyList<StartPoint> Points, bool IsCut) Read(ImageConfiguration configuration)
    {
        var points = new List<StartPoint>();
        var isCut = configuration.OnBuild.Count > MaxTriggers;
        // CMD gives arguments to an ENTRYPOINT, and is the program without one.
        if (configuration.Entrypoint.Count > 0)
        {
            Add("ENTRYPOINT", [.. configuration.Entrypoint, .. configuration.Command], configuration.Entrypoint.Count);
        }
        else
        {
            Add("CMD", configuration.Command, configuration.Command.Count);
        }

        if (configuration.HealthCheck.Count > 1 && configuration.HealthCheck[0] is var kind and ("CMD" or "CMD-SHELL"))
        {
            var words = configuration.HealthCheck.Skip(1).ToList();
            Add("HEALTHCHECK", kind == "CMD" ? words : InShell(configuration, string.Join(' ', words)), int.MaxValue);
        }

        foreach (var trigger in configuration.OnBuild.Take(MaxTriggers))
        {
            var step = HistoryStep.Parse(trigger);
            if (step.Instruction is "RUN" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK")
            {
                Add("ONBUILD", Form(configuration, step.Body), int.MaxValue);
            }
        }

        // Shells read these before anything else, in every container of the image.
        foreach (var name in (string[])["BASH_ENV", "ENV"])
        {
            if (configuration.Environment.LastOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal)) is { } variable)
            {
                Add(name, [".", variable[(name.Length + 1)..]], int.MaxValue);
            }
        }

        return (points, isCut);

        void Add(string origin, IReadOnlyList<string> words, int fromCommand)
        {
            var kept = new List<string>();
            var left = MaxCharacters;
            foreach (var word in words.Take(MaxWords).TakeWhile(word => (left -= word.Length) >= 0))
            {
                kept.Add(word);
            }

            isCut |= kept.Count < words.Count;
            if (kept is [{ Length: > 0 }, ..])
            {
                points.Add(new StartPoint(origin, kept, fromCommand));
            }
        }
    }

    /// <summary>
    /// What the history says was set last, for comparing: the published method reads <c>docker history</c>.
    /// Null when the history names none.
    /// </summary>
    public static IReadOnlyList<string>? FromHistory(ImageConfiguration configuration, string instruction)
    {
        var last = configuration.History.Reverse().Select(entry => HistoryStep.Parse(entry.CreatedBy)).FirstOrDefault(step => step.Instruction == instruction);
        return last is null ? null : Form(configuration, last.Body);
    }

    /// <summary>True when the history sets ENTRYPOINT after the last CMD, which lets a CMD of the base image fall.</summary>
    public static bool ResetsCommand(ImageConfiguration configuration)
        => configuration.History.Reverse().Select(entry => HistoryStep.Parse(entry.CreatedBy).Instruction)
            .FirstOrDefault(instruction => instruction is "CMD" or "ENTRYPOINT") == "ENTRYPOINT";

    private static IReadOnlyList<string> InShell(ImageConfiguration configuration, string text)
        => [.. configuration.Shell.Count > 0 ? configuration.Shell : ["/bin/sh", "-c"], text];

    private static IReadOnlyList<string> Form(ImageConfiguration configuration, string body)
    {
        if (!body.StartsWith('['))
        {
            return InShell(configuration, body);
        }

        try
        {
            return JsonSerializer.Deserialize<List<string?>>(body)?.OfType<string>().ToList() ?? [];
        }
        catch (JsonException)
        {
            // The classic builder prints Go's list, words quoted without commas between them.
            return body.EndsWith(']') ? [.. body.TrimStart('[').TrimEnd(']').Split("\" \"").Select(word => word.Trim('"'))] : InShell(configuration, body);
        }
    }
}

/// <summary>A command line that starts by itself.</summary>
/// <param name="Origin"><c>ENTRYPOINT</c>, <c>CMD</c>, <c>HEALTHCHECK</c>, <c>ONBUILD</c>, or the variable that names it.</param>
/// <param name="Words">Its words in exec form.</param>
/// <param name="FromCommand">Where CMD's words begin in <paramref name="Words"/>; their number when there are none.</param>
internal sealed record StartPoint(string Origin, IReadOnlyList<string> Words, int FromCommand)
{
    /// <summary>The instruction that the word at <paramref name="at"/> comes from.</summary>
    public string OriginOf(int at) => at >= FromCommand ? "CMD" : Origin;
}
