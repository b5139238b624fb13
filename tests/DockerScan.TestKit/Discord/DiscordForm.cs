using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DockerScan.TestKit.Discord;

/// <summary>Reads a body: JSON, or a form with JSON and files.</summary>
internal static partial class DiscordForm
{
    public static (JsonNode? Json, IReadOnlyList<string> Files) Read(string? contentType, byte[] body)
    {
        if (body.Length == 0)
        {
            return (null, []);
        }

        if (contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (JsonNode.Parse(body), []);
        }

        // One byte, one character: files may be anything.
        var text = Encoding.Latin1.GetString(body);
        var json = PayloadPart().Match(text);
        return (json.Success ? JsonNode.Parse(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(json.Groups["json"].Value))) : null,
            [.. FilePart().Matches(text).Select(part => part.Groups["file"].Value)]);
    }

    [GeneratedRegex("name=\"?payload_json\"?.*?\r\n\r\n(?<json>.*?)\r\n--", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PayloadPart();

    [GeneratedRegex("name=\"?files\\[[0-9]\\]\"?; filename=\"?(?<file>[^\"\r\n;]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePart();
}
