using System.Text.Json;
using DockerScan.Core.Images;
using DockerScan.TestKit.Goldens;

namespace DockerScan.Scanners.Tests.ImageConfig.Secrets;

/// <summary>The lists of testdata/secrets, as image configurations.</summary>
internal static class SecretLists
{
    public static IReadOnlyList<(string Shape, string Place, string Text)> Planted { get; } =
        [.. Lines("planted.tsv").Select(line => line.Replace("¦", string.Empty, StringComparison.Ordinal).Split('\t')).Select(fields => (fields[0], fields[1], fields[2]))];

    public static IReadOnlyList<string> Honest { get; } = [.. Lines("honest.txt")];

    public static ImageConfiguration With(string place, string text) => place switch
    {
        "ENV" => new ImageConfiguration { Environment = [text] },
        "LABEL" => new ImageConfiguration { Labels = new Dictionary<string, string> { [text[..text.IndexOf('=', StringComparison.Ordinal)]] = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..] } },
        "HISTORY" => new ImageConfiguration { History = [new HistoryEntry(text, null, true)] },
        "HEALTHCHECK" => new ImageConfiguration { HealthCheck = Words(text) },
        "CMD" => new ImageConfiguration { Command = Words(text) },
        "ENTRYPOINT" => new ImageConfiguration { Entrypoint = Words(text) },
        _ => throw new ArgumentException(place, nameof(place)),
    };

    private static List<string> Words(string json) => JsonSerializer.Deserialize<List<string>>(json)!;

    private static IEnumerable<string> Lines(string file)
        => File.ReadLines(Path.Combine(RepositoryFolder.Find(), "tests", "DockerScan.Scanners.Tests", "testdata", "secrets", file)).Where(line => line.Length > 0 && line[0] != '#');
}
