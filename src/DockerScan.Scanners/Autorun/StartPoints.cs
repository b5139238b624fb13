using System.Text.Json;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Autorun;

/// <summary>Reads the command lines that an image starts, from its configuration and from its history.</summary>
internal static class StartPoints
{
    private const int MaxWords = 1000;

    public static IReadOnlyList<StartPoint> Read(ImageConfiguration configuration)
    {
        var points = new List<StartPoint>();
        Add("ENTRYPOINT", configuration.Entrypoint);
        Add("CMD", configuration.Command);
        if (configuration.HealthCheck.Count > 1)
        {
            var words = configuration.HealthCheck.Skip(1).ToList();
            Add("HEALTHCHECK", configuration.HealthCheck[0] == "CMD-SHELL" ? ["/bin/sh", "-c", string.Join(' ', words)] : words);
        }

        foreach (var trigger in configuration.OnBuild)
        {
            Add("ONBUILD", ["/bin/sh", "-c", trigger.StartsWith("RUN ", StringComparison.OrdinalIgnoreCase) ? trigger[4..] : ":"]);
        }

        return points;

        void Add(string origin, IReadOnlyList<string> words)
        {
            if (words.Count > 0)
            {
                points.Add(new StartPoint(origin, [.. words.Take(MaxWords)]));
            }
        }
    }

    /// <summary>
    /// What the history says was set last, for comparing: the published method reads <c>docker history</c>.
    /// Null when the history names none, or in a form that is not a JSON list.
    /// </summary>
    public static IReadOnlyList<string>? FromHistory(ImageConfiguration configuration, string instruction)
    {
        foreach (var entry in configuration.History.Reverse())
        {
            var at = entry.CreatedBy.IndexOf(instruction + " [", StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var text = entry.CreatedBy[(at + instruction.Length + 1)..].Trim();
            try
            {
                return JsonSerializer.Deserialize<List<string>>(text);
            }
            catch (JsonException)
            {
                // The classic builder prints Go's list, words quoted without commas between them.
                return text.Trim('[', ']').Split("\" \"").Select(word => word.Trim('"')).ToList();
            }
        }

        return null;
    }
}
