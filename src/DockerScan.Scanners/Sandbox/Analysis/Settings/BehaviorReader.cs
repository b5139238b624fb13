using System.Collections.Frozen;
using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>Takes the file's parts by name and keeps every problem, so that all are told at once.</summary>
internal sealed class BehaviorReader(BehaviorFile file)
{
    private static readonly LinePattern Nothing = new("$^");
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public double Number(string id, double least, double most)
    {
        _used.Add(id);
        if (file.Thresholds.Find(each => each.Id == id) is not { } found)
        {
            _problems.Add($"the threshold '{id}' is missing");
            return least;
        }

        if (!(found.Value >= least && found.Value <= most))
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{id} is {found.Value}; it must be {least} to {most}"));
        }

        Explained(id, found.Reason, found.Source);
        return found.Value;
    }

    public FrozenSet<string> Names(string id)
    {
        _used.Add(id);
        if (file.Lists.Find(each => each.Id == id) is not { } found)
        {
            _problems.Add($"the list '{id}' is missing");
            return [];
        }

        Explained(id, found.Reason, found.Source);
        if (found.Values.Count == 0 || found.Values.Exists(string.IsNullOrWhiteSpace))
        {
            _problems.Add($"{id}: the list or one of its values is empty");
        }

        return found.Values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public FrozenSet<int> Ports(string id)
    {
        var ports = new HashSet<int>();
        foreach (var name in Names(id))
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
            {
                ports.Add(port);
            }
            else
            {
                _problems.Add($"{id}: '{name}' is not a port");
            }
        }

        return ports.ToFrozenSet();
    }

    public List<CommandPattern> Commands()
        => [.. file.Commands.Select(each => new CommandPattern(
            Id(each.Id, each.Source), SeverityOf(each.Id, each.Severity), TitleOf(each.Id, each.Title),
            Pattern(each.Id, each.Pattern, each.Examples, each.CounterExamples)))];

    public List<PersistencePlace> Places()
        => [.. file.Places.Select(each => new PersistencePlace(
            Id(each.Id, each.Source), SeverityOf(each.Id, each.Severity), TitleOf(each.Id, each.Title),
            Pattern(each.Id, each.Pattern, each.Examples, each.CounterExamples), each.Except, each.ByPackages))];

    /// <summary>The titles of commands and places; one that lacks a language is a problem already.</summary>
    public List<LocalizedText> Titles()
        => [.. file.Commands.Select(each => each.Title).Concat(file.Places.Select(each => each.Title))
            .Select(title => new LocalizedText(title.GetValueOrDefault("en", string.Empty), title.GetValueOrDefault("ko", string.Empty)))];

    /// <summary>All problems; call it last, because what nobody asked for is one too.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (file.Version != 1)
        {
            _problems.Insert(0, $"version is {file.Version}; this program knows 1");
        }

        var named = file.Thresholds.Select(each => each.Id).Concat(file.Lists.Select(each => each.Id)).ToList();
        _problems.AddRange(named.Where(id => !_used.Contains(id)).Select(id => $"nothing knows '{id}'"));
        _problems.AddRange(named.Concat(file.Commands.Select(each => each.Id)).Concat(file.Places.Select(each => each.Id))
            .GroupBy(id => id).Where(same => same.Count() > 1 || same.Key.Length == 0).Select(same => $"the id '{same.Key}' is empty or given twice"));
        return _problems;
    }

    private string Id(string id, string source)
    {
        Explained(id, "its title", source);
        return id;
    }

    private void Explained(string id, string reason, string source)
    {
        if (string.IsNullOrWhiteSpace(reason) || string.IsNullOrWhiteSpace(source))
        {
            _problems.Add($"{id}: it needs a reason and a source");
        }
    }

    private LinePattern Pattern(string id, string pattern, List<string> examples, List<string> counterExamples)
    {
        // An empty pattern matches everything.
        if (string.IsNullOrEmpty(pattern))
        {
            _problems.Add($"{id}: the pattern is empty");
            return Nothing;
        }

        try
        {
            var regex = new LinePattern(pattern);
            _problems.AddRange(examples.Where(example => !regex.IsMatch(example)).Select(example => $"{id} misses its example {example}"));
            _problems.AddRange(counterExamples.Where(example => regex.IsMatch(example)).Select(example => $"{id} matches its counter-example {example}"));
            if (examples.Count == 0)
            {
                _problems.Add($"{id}: it has no example");
            }

            return regex;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            _problems.Add($"{id}: the pattern does not compile: {e.Message}");
            return Nothing;
        }
    }

    private Severity SeverityOf(string id, string text)
    {
        if (Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && severity != Severity.Unknown && char.IsAsciiLetter(text[0]))
        {
            return severity;
        }

        _problems.Add($"{id}: '{text}' is not a severity");
        return Severity.Unknown;
    }

    private string TitleOf(string id, Dictionary<string, string> title)
    {
        if (title.TryGetValue("en", out var text) && title.ContainsKey("ko") && title.Count == 2)
        {
            return text;
        }

        _problems.Add($"{id}: the title needs en and ko");
        return id;
    }
}
