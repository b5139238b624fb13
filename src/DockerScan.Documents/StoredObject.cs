using System.Globalization;
using System.Text.Json;

namespace DockerScan.Documents;

/// <summary>
/// An object of a stored document. What a member may be is said where it is read: a needed one must be there; any other may be missing, as
/// in documents of older versions; null is only what may be null. Whatever else stands there is damage, and never a default value.
/// </summary>
internal readonly struct StoredObject
{
    private readonly JsonElement _element;

    public StoredObject(JsonElement element) => _element = element.ValueKind == JsonValueKind.Object ? element : throw new JsonException("not an object");

    /// <summary>A member that must be there.</summary>
    public JsonElement Needed(string name) => Has(name, out var value) ? value : throw new JsonException($"{name} is missing");

    /// <summary>A member that may be missing, and is not null when it is there.</summary>
    public bool Has(string name, out JsonElement value)
        => _element.TryGetProperty(name, out value) && (value.ValueKind != JsonValueKind.Null ? true : throw new JsonException($"{name} is null"));

    /// <summary>A member that may be missing or null.</summary>
    public bool HasValue(string name, out JsonElement value) => _element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    public string Text(string name) => Needed(name).GetString()!;

    /// <summary>A text that may be missing and not be null. Null when it is missing: the record says what it is then.</summary>
    public string? Given(string name) => Has(name, out var value) ? value.GetString() : null;

    public string? TextOrNull(string name) => HasValue(name, out var value) ? value.GetString() : null;

    public int Number(string name) => Has(name, out var value) ? value.GetInt32() : 0;

    public int? NumberOrNull(string name) => HasValue(name, out var value) ? value.GetInt32() : null;

    public long Long(string name) => Has(name, out var value) ? value.GetInt64() : 0;

    public long? LongOrNull(string name) => HasValue(name, out var value) ? value.GetInt64() : null;

    public bool Flag(string name, bool otherwise = false) => Has(name, out var value) ? value.GetBoolean() : otherwise;

    public DateTimeOffset Time(string name) => Needed(name).GetDateTimeOffset();

    public DateTimeOffset? TimeOrNull(string name) => HasValue(name, out var value) ? value.GetDateTimeOffset() : null;

    public TimeSpan Duration(string name)
        => Has(name, out var value) ? TimeSpan.ParseExact(value.GetString()!, "c", CultureInfo.InvariantCulture) : TimeSpan.Zero;

    /// <summary>The value of an enumeration that a name stands for; its first value when it is missing.</summary>
    public object Choice(Type type, string name) => Has(name, out var value) ? Choice(type, value) : Enum.ToObject(type, 0);

    /// <summary>The same, which must be there.</summary>
    public object NeededChoice(Type type, string name) => Choice(type, Needed(name));

    /// <summary>The same, which may be missing or null.</summary>
    public object? ChoiceOrNull(Type type, string name) => HasValue(name, out var value) ? Choice(type, value) : null;

    /// <summary>A list that may be missing; empty then.</summary>
    public List<T> List<T>(string name, Func<JsonElement, T> read)
        where T : class
        => Has(name, out var value) ? Read(value, read) : [];

    /// <summary>A list that must be there.</summary>
    public List<T> NeededList<T>(string name, Func<JsonElement, T> read)
        where T : class
        => Read(Needed(name), read);

    public List<string> Texts(string name) => List(name, Text);

    public List<string> NeededTexts(string name) => NeededList(name, Text);

    public Dictionary<string, string> Pairs(string name) => Has(name, out var value) ? Pairs(value) : [];

    public static Dictionary<string, string> Pairs(JsonElement element)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var pair in element.EnumerateObject())
        {
            pairs[pair.Name] = pair.Value.GetString()!;
        }

        return pairs;
    }

    private static string Text(JsonElement element) => element.GetString()!;

    private static List<T> Read<T>(JsonElement element, Func<JsonElement, T> read)
        where T : class
    {
        var items = new List<T>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            items.Add(read(item));
        }

        return items;
    }

    // By the type and not as a generic method: each of those is compiled anew at every start.
    private static object Choice(Type type, JsonElement element)
        => element.GetString() is [var first, ..] name && char.IsAsciiLetter(first) && !name.Contains(',', StringComparison.Ordinal) && Enum.TryParse(type, name, ignoreCase: true, out var value)
            ? value
            : throw new JsonException($"not a {type.Name}");
}
