using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DockerScan.TestKit.Discord;

/// <summary>Reads a body: JSON, or a form with JSON and files.</summary>
internal static partial class DiscordForm
{
    public static (JsonNode? Json, IReadOnlyList<DiscordSentFile> Files) Read(string? contentType, byte[] body)
    {
        if (body.Length == 0)
        {
            return (null, []);
        }

        if (FormParts.Read(contentType, body) is not { } parts)
        {
            return (JsonNode.Parse(body), []);
        }

        var json = parts.Where(part => PayloadName().IsMatch(part.Head)).Select(part => JsonNode.Parse(part.Content)).FirstOrDefault();
        return (json, [.. parts.Where(part => FileName().IsMatch(part.Head)).Select(part => new DiscordSentFile(FileName().Match(part.Head).Groups["file"].Value, part.Content))]);
    }

    [GeneratedRegex("name=\"?payload_json\"?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PayloadName();

    [GeneratedRegex("name=\"?files\\[[0-9]\\]\"?; filename=\"?(?<file>[^\"\r\n;]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
