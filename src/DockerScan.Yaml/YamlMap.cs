using System.Globalization;
using DockerScan.Core.Checks;

namespace DockerScan.Yaml;

/// <summary>A mapping whose keys are known beforehand. Whatever is wrong goes onto the file's list of problems, and a stand-in is given.</summary>
public sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _members = new(StringComparer.Ordinal);
    private readonly YamlNode _node;

    internal YamlMap(YamlNode node, string name, ReadOnlySpan<string> known)
    {
        (_node, Name) = (node, name);
        if (node.Members is null)
        {
            Add($"{name} must be a mapping");
        }

        foreach (var (key, value) in node.Members ?? [])
        {
            if (!known.Contains(key))
            {
                node.Problems.Add(value.Line, $"{name} has an unknown key '{key}'; known are {string.Join(", ", known.ToArray())}");
            }
            else if (!_members.TryAdd(key, value))
            {
                node.Problems.Add(value.Line, $"{name} has the key '{key}' twice");
            }
        }
    }

    /// <summary>What problems call it.</summary>
    public string Name { get; }

    /// <summary>What tells it apart from others of its kind; empty when that is missing, which is a problem already.</summary>
    public string Id { get; internal set; } = string.Empty;

    /// <summary>A problem with it.</summary>
    /// <param name="text">What is wrong, without file and line.</param>
    /// <param name="key">The key whose line is named; null for its own.</param>
    public void Add(string text, string? key = null) => _node.Problems.Add((key is null ? null : _members.GetValueOrDefault(key))?.Line ?? _node.Line, text);

    /// <summary>A problem unless something holds.</summary>
    public void Require(bool holds, string text, string? key = null)
    {
        if (!holds)
        {
            Add($"{Name}: {text}", key);
        }
    }

    /// <summary>The file's form; this program knows the first.</summary>
    public void Version()
    {
        if (Text("version") is { Length: > 0 } version && version != "1")
        {
            Add($"version is {version}; this program knows 1", "version");
        }
    }

    /// <summary>A text that must be there, without blanks around it.</summary>
    public string Text(string key) => Raw(key).Trim();

    /// <summary>The same as it stands there, blanks and all.</summary>
    public string Raw(string key)
    {
        var node = Get(key, optional: false);
        if (node is not null && string.IsNullOrWhiteSpace(node.Scalar))
        {
            Add($"{Name} needs a text for '{key}'", key);
        }

        return node?.Scalar ?? string.Empty;
    }

    /// <summary>A text that may be left out; null then.</summary>
    /// <param name="key">The key.</param>
    /// <param name="mayBeEmpty">True: an empty one is as good as none. Else it is a problem.</param>
    public string? Optional(string key, bool mayBeEmpty = false)
        => !_members.TryGetValue(key, out var node) || (mayBeEmpty && node.Scalar is { Length: 0 }) ? null : Raw(key);

    /// <summary>A number; null when it is none, which is a problem already.</summary>
    public double? Number(string key)
    {
        var text = Text(key);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Require(text.Length == 0, $"'{key}' is '{text}', which is not a number", key);
        return null;
    }

    /// <summary>True or false; false when it is left out.</summary>
    public bool Flag(string key)
    {
        var text = Optional(key);
        Require(text is null or "true" or "false", $"'{key}' is '{text}'; it must be true or false", key);
        return text == "true";
    }

    /// <summary>A list.</summary>
    public IReadOnlyList<YamlNode> Items(string key, bool optional = false)
    {
        var node = Get(key, optional);
        if (node is { Items: null })
        {
            Add($"{Name} needs a list for '{key}'", key);
        }

        return node?.Items ?? [];
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Words(string key, bool optional = false)
    {
        var items = Items(key, optional);
        foreach (var item in items.Where(item => string.IsNullOrWhiteSpace(item.Scalar)))
        {
            _node.Problems.Add(item.Line, $"{Name} needs a text for each of '{key}'");
        }

        return [.. items.Select(item => item.Scalar ?? string.Empty)];
    }

    /// <summary>A list of whole numbers above zero; empty when it is left out.</summary>
    public IReadOnlyList<int> Numbers(string key)
    {
        var numbers = new List<int>();
        foreach (var item in Items(key, optional: true))
        {
            if (int.TryParse(item.Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                numbers.Add(number);
            }
            else
            {
                _node.Problems.Add(item.Line, $"{Name} has '{item.Scalar}' in '{key}'; a whole number was expected");
            }
        }

        return numbers;
    }

    /// <summary>A text in every language.</summary>
    public LocalizedText Localized(string key)
    {
        if (Get(key, optional: false) is not { } node)
        {
            return new LocalizedText(string.Empty, string.Empty);
        }

        var texts = node.Map($"{Name}: {key}", "en", "ko");
        return new LocalizedText(texts.Text("en"), texts.Text("ko"));
    }

    /// <summary>A text in every language that may be left out; null then.</summary>
    public LocalizedText? LocalizedOrNull(string key) => _members.ContainsKey(key) ? Localized(key) : null;

    /// <summary>A problem for each that has the id of one before it.</summary>
    public static void Unique(IEnumerable<YamlMap> maps)
    {
        foreach (var map in maps.GroupBy(map => map.Id, StringComparer.Ordinal).Where(same => same.Key.Length > 0).SelectMany(same => same.Skip(1)))
        {
            map.Add($"{map.Name} is given twice");
        }
    }

    private YamlNode? Get(string key, bool optional)
    {
        if (!_members.TryGetValue(key, out var node) && !optional)
        {
            Add($"{Name} lacks '{key}'");
        }

        return node;
    }
}
