using System.Globalization;
using DockerScan.Core.Checks;

namespace DockerScan.Reporting.Checklists;

/// <summary>A YAML mapping whose keys are known beforehand. Whatever is wrong goes onto the list of problems, and a stand-in is given.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlTree> _members = new(StringComparer.Ordinal);
    private readonly List<string> _problems;
    private readonly int _line;

    public YamlMap(YamlTree tree, string name, List<string> problems, params ReadOnlySpan<string> known)
    {
        (_problems, _line) = (problems, tree.Line);
        if (tree.Members is null)
        {
            _problems.Add($"line {tree.Line}: {name} must be a mapping");
        }

        foreach (var (key, value) in tree.Members ?? [])
        {
            if (!known.Contains(key))
            {
                _problems.Add($"line {value.Line}: {name} has an unknown key '{key}'; known are {string.Join(", ", known.ToArray())}");
            }
            else if (!_members.TryAdd(key, value))
            {
                _problems.Add($"line {value.Line}: {name} has the key '{key}' twice");
            }
        }

        Name = name;
    }

    public string Name { get; set; }

    public string Text(string key, bool optional = false)
    {
        var node = Get(key, optional);
        if (node is not null && string.IsNullOrWhiteSpace(node.Scalar) && !optional)
        {
            _problems.Add($"line {node.Line}: {Name} needs a text for '{key}'");
        }

        return node?.Scalar?.Trim() ?? string.Empty;
    }

    public IReadOnlyList<YamlTree> Items(string key, bool optional = false)
    {
        var node = Get(key, optional);
        if (node is { Items: null })
        {
            _problems.Add($"line {node.Line}: {Name} needs a list for '{key}'");
        }

        return node?.Items ?? [];
    }

    public LocalizedText Localized(string key)
    {
        if (Get(key, optional: false) is not { } node)
        {
            return new LocalizedText(string.Empty, string.Empty);
        }

        var texts = new YamlMap(node, $"{Name}: {key}", _problems, "en", "ko");
        return new LocalizedText(texts.Text("en"), texts.Text("ko"));
    }

    public IReadOnlyList<string> Words(string key)
    {
        var items = Items(key);
        foreach (var item in items.Where(item => string.IsNullOrWhiteSpace(item.Scalar)))
        {
            _problems.Add($"line {item.Line}: {Name} needs a text for each of '{key}'");
        }

        return [.. items.Select(item => item.Scalar ?? string.Empty)];
    }

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
                _problems.Add($"line {item.Line}: {Name} has '{item.Scalar}' in '{key}'; a whole number was expected");
            }
        }

        return numbers;
    }

    private YamlTree? Get(string key, bool optional)
    {
        if (!_members.TryGetValue(key, out var node) && !optional)
        {
            _problems.Add($"line {_line}: {Name} lacks '{key}'");
        }

        return node;
    }
}
