using System.Collections.Frozen;
using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Scanners.Patterns;
using DockerScan.Yaml;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>Takes the file's parts by name; what nobody asked for is a problem too.</summary>
internal sealed class BehaviorReader
{
    private readonly YamlMap _root;
    private readonly List<YamlMap> _thresholds;
    private readonly List<YamlMap> _lists;
    private readonly HashSet<YamlMap> _used = [];
    private readonly List<LocalizedText> _titles = [];

    public BehaviorReader(YamlNode tree)
    {
        _root = tree.Map("the file", "version", "thresholds", "lists", "commands", "places");
        _root.Version();
        _thresholds = [.. _root.Items("thresholds").Select(node => node.Entry("threshold", "id", "value", "reason", "source"))];
        _lists = [.. _root.Items("lists").Select(node => node.Entry("list", "id", "values", "reason", "source"))];
        _root.Require(_thresholds.Count > 0, "there are no thresholds", "thresholds");
        _root.Require(_lists.Count > 0, "there are no lists", "lists");
    }

    /// <summary>The titles of commands and places.</summary>
    public IReadOnlyList<LocalizedText> Titles => _titles;

    public double Number(string id, double least, double most)
    {
        if (Take(_thresholds, "threshold", id) is not { } map)
        {
            return least;
        }

        var value = map.Number("value") ?? least;
        map.Require(value >= least && value <= most, string.Create(CultureInfo.InvariantCulture, $"it is {value}; it must be {least} to {most}"), "value");
        return value;
    }

    public FrozenSet<string> Names(string id) => Values(id).Values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public FrozenSet<int> Ports(string id)
    {
        var (map, values) = Values(id);
        var ports = new HashSet<int>();
        foreach (var name in values)
        {
            var isPort = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536;
            map?.Require(isPort, $"'{name}' is not a port", "values");
            ports.Add(port);
        }

        return ports.ToFrozenSet();
    }

    public List<CommandPattern> Commands()
        => [.. Entries("commands", "command", "id", "severity", "title", "pattern", "source", "examples", "counterExamples")
            .Select(map =>
            {
                var pattern = new CommandPattern(map.Id, map.Severity(), Title(map), map.TestedPattern());
                map.Require(CommandPattern.Purposes.Contains(pattern.Purpose), $"its id starts with none of {string.Join(", ", CommandPattern.Purposes)}", "id");
                return pattern;
            })];

    public List<PersistencePlace> Places()
        => [.. Entries("places", "place", "id", "severity", "title", "pattern", "except", "line", "lineExamples", "lineCounterExamples", "byPackages", "source", "examples", "counterExamples")
            .Select(map => new PersistencePlace(map.Id, map.Severity(), Title(map), map.TestedPattern(), map.Words("except", optional: true), map.Flag("byPackages")) { Line = Line(map) })];

    private static LinePattern? Line(YamlMap map)
    {
        var line = map.OptionalPattern("line");
        var (examples, counterExamples) = (map.Words("lineExamples", optional: true), map.Words("lineCounterExamples", optional: true));
        map.Require(line is null == (examples.Count == 0), "a pattern over lines needs examples, and they need a pattern", "lineExamples");
        foreach (var example in examples.Where(example => line?.IsMatch(example) == false))
        {
            map.Require(false, $"it misses its example {example}", "line");
        }

        foreach (var example in counterExamples.Where(example => line?.IsMatch(example) == true))
        {
            map.Require(false, $"it matches its counter-example {example}", "line");
        }

        return line;
    }

    /// <summary>Call it last.</summary>
    public void RequireAllUsed()
    {
        foreach (var map in _thresholds.Concat(_lists).Where(map => map.Id.Length > 0 && !_used.Contains(map)))
        {
            map.Add(_used.Any(other => other.Id == map.Id) ? $"{map.Name} is given twice" : $"nothing knows {map.Name}");
        }
    }

    private List<YamlMap> Entries(string key, string kind, params ReadOnlySpan<string> known)
    {
        var maps = new List<YamlMap>();
        foreach (var node in _root.Items(key, optional: true))
        {
            maps.Add(node.Entry(kind, known));
            maps[^1].Text("source");
        }

        YamlMap.Unique(maps);
        return maps;
    }

    private YamlMap? Take(List<YamlMap> maps, string kind, string id)
    {
        if (maps.Find(each => each.Id == id) is not { } map)
        {
            if (maps.Count > 0)
            {
                _root.Add($"the {kind} '{id}' is missing");
            }

            return null;
        }

        _used.Add(map);
        map.Text("reason");
        map.Text("source");
        return map;
    }

    private (YamlMap? Map, IReadOnlyList<string> Values) Values(string id)
    {
        var map = Take(_lists, "list", id);
        var values = map?.Words("values") ?? [];
        map?.Require(values.Count > 0, "it is empty", "values");
        return (map, values);
    }

    private string Title(YamlMap map)
    {
        _titles.Add(map.Localized("title"));
        return _titles[^1].En;
    }
}
