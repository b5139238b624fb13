using System.Globalization;

namespace DockerScan.Core.Images;

/// <summary>EXPOSE as numbers. The text is the image author's.</summary>
public static class ExposedPorts
{
    // All ports of three protocols, one by one or as ranges that say the same again and again.
    private const int MaxItems = 1000;

    /// <summary>Reads <c>80</c>, <c>80/tcp</c> and <c>8000-8010/UDP</c>, as engines do; what is none of these is left out.</summary>
    public static IReadOnlySet<(int Port, string Protocol)> Read(IReadOnlyList<string> exposed)
    {
        var ports = new HashSet<(int, string)>();
        foreach (var item in exposed.Take(MaxItems))
        {
            var parts = item.Split('/', 2);
            var range = parts[0].Split('-', 2);
            var protocol = parts.Length == 1 || parts[1].Length == 0 ? "tcp" : parts[1].ToLower(CultureInfo.InvariantCulture);
            if (Number(range[0]) is { } first && Number(range[^1]) is { } last)
            {
                for (var port = first; port <= last; port++)
                {
                    ports.Add((port, protocol));
                }
            }
        }

        return ports;
    }

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number : null;
}
