using System.Text.Json;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>What npm and node start out of a <c>package.json</c>. Source: npm's documentation, "scripts" and "main".</summary>
internal static class PackageScripts
{
    /// <summary>The commands, as a shell's text; none for a file that is no JSON.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path: they run in its folder.</param>
    /// <param name="names">The scripts; none for the program that the package is.</param>
    public static IReadOnlyList<string> Commands(string text, string path, IReadOnlyList<string> names)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return [];
            }

            var folder = ImagePath.Directory(path);
            var commands = names.Count == 0 ? [$"node '{Text(json.RootElement, "main") ?? "index.js"}'"] : Scripts(json.RootElement, names);
            return [$"cd '{folder}'", $"PATH='{folder}/node_modules/.bin':$PATH", .. commands];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static List<string> Scripts(JsonElement package, IReadOnlyList<string> names)
    {
        var scripts = package.TryGetProperty("scripts", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        List<string> commands = scripts.ValueKind != JsonValueKind.Object ? []
            : [.. names.SelectMany(name => (string[])["pre" + name, name, "post" + name]).Select(name => Text(scripts, name)).OfType<string>()];
        // npm start without a script of that name runs server.js.
        return commands.Count == 0 && names.Contains("start") ? ["node server.js"] : commands;
    }

    private static string? Text(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
