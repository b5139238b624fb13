using System.Text;
using System.Text.Json;
using DockerScan.Conversation.Commands;

namespace DockerScan.Discord.Inbound;

/// <summary>Writes what a person filled in as the line they would have typed, so that all platforms share one parser.</summary>
internal static class CommandLineText
{
    private const int MaxOptions = 25;

    // The pairs that the command line reads as quotes.
    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('\'', '\''), ('`', '`'), ('«', '»'), ('“', '”'), ('‘', '’')];

    /// <summary>The line; null when a value cannot be written as one word.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="command">Its grammar; null for a command that is none of ours, which the router then refuses by name.</param>
    /// <param name="options">What was filled in.</param>
    public static string? Write(string name, CommandDeclaration? command, IEnumerable<JsonElement> options)
    {
        var given = options.Take(MaxOptions).DistinctBy(Name).ToDictionary(Name, option => option, StringComparer.Ordinal);
        var line = new StringBuilder(name);
        foreach (var argument in command?.Arguments ?? [])
        {
            if (given.TryGetValue(argument.Name, out var option) && !TryAppend(line, " ", Value(option)))
            {
                return null;
            }
        }

        foreach (var known in command?.Options ?? [])
        {
            if (given.TryGetValue(known.Name, out var option) && !TryAppend(line, known, option))
            {
                return null;
            }
        }

        return line.ToString();
    }

    private static bool TryAppend(StringBuilder line, CommandOption known, JsonElement option)
    {
        if (known.Kind != CommandValueKind.Flag)
        {
            return TryAppend(line, $" --{known.Name}=", Value(option));
        }

        // False means not given, as in a command line.
        line.Append(Value(option) == "true" ? $" --{known.Name}" : string.Empty);
        return true;
    }

    private static bool TryAppend(StringBuilder line, string before, string value)
    {
        if (value.Length > 0 && value[0] != '-' && value.All(letter => char.IsAsciiLetterOrDigit(letter) || "._:/@-+".Contains(letter, StringComparison.Ordinal)))
        {
            line.Append(before).Append(value);
            return true;
        }

        var (open, close) = Quotes.FirstOrDefault(pair => !value.Contains(pair.Open, StringComparison.Ordinal) && !value.Contains(pair.Close, StringComparison.Ordinal));
        line.Append(before).Append(open).Append(value).Append(close);
        return open != default;
    }

    private static string Name(JsonElement option) => DiscordPayload.Text(option, "name") ?? string.Empty;

    private static string Value(JsonElement option)
        => option.TryGetProperty("value", out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.True => "true",
                JsonValueKind.Number => value.GetRawText(),
                _ => string.Empty,
            }
            : string.Empty;
}
