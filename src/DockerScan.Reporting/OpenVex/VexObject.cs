using System.Globalization;
using System.Text.Json;

namespace DockerScan.Reporting.OpenVex;

/// <summary>An object of a document of others. A member may be missing; one that is there must be of its type and within its bound.</summary>
internal readonly struct VexObject
{
    private const int MaxText = 4_000;
    private readonly JsonElement _element;

    public VexObject(JsonElement element, int line)
        => (_element, Line) = (element.ValueKind == JsonValueKind.Object ? element : throw new VexException(line, "an object is expected (OpenVEX 0.2.0)"), line);

    /// <summary>The line of its statement.</summary>
    public int Line { get; }

    public string? Text(string name) => _element.TryGetProperty(name, out var value) ? Text(value, name) : null;

    public VexObject? Object(string name) => _element.TryGetProperty(name, out var value) ? new VexObject(value, Line) : null;

    public IReadOnlyList<JsonElement>? List(string name, int most)
        => !_element.TryGetProperty(name, out var value) ? null
            : value.ValueKind != JsonValueKind.Array ? throw Problem($"{name} is no list")
            : value.GetArrayLength() > most ? throw Problem(string.Create(CultureInfo.InvariantCulture, $"{name} has more than {most} members"))
            : [.. value.EnumerateArray()];

    public IReadOnlyList<string>? Texts(string name, int most)
    {
        if (List(name, most) is not { } list)
        {
            return null;
        }

        List<string> texts = [];
        foreach (var element in list)
        {
            texts.Add(Text(element, name));
        }

        return texts;
    }

    public DateTimeOffset? Time(string name)
        => Text(name) is not { } text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Problem($"{name} is no time");

    public string? Choice(string name, IReadOnlyList<string> choices)
        => Text(name) is not { } text ? null : choices.Contains(text) ? text : throw Problem($"{name} is none of {string.Join(", ", choices)}");

    /// <summary>The package URL, or else the id.</summary>
    public string? Identifier() => Object("identifiers")?.Text("purl") ?? Text("@id");

    private string Text(JsonElement value, string name)
        => value.ValueKind != JsonValueKind.String ? throw Problem($"{name} is no text")
            : value.GetString() is { Length: > 0 and <= MaxText } text ? text : throw Problem(string.Create(CultureInfo.InvariantCulture, $"{name} is empty or longer than {MaxText} characters"));

    private VexException Problem(string text) => new(Line, text);
}

/// <summary>Something of a document is not as the specification has it.</summary>
internal sealed class VexException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
