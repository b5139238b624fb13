using DockerScan.Core.Findings;
using DockerScan.Yaml;

namespace DockerScan.Scanners.Patterns;

/// <summary>What the entries of <c>config/signatures.yaml</c> and <c>config/behavior.yaml</c> have in common.</summary>
internal static class RuleEntry
{
    /// <summary>Stands in for a pattern that cannot be used, which is a problem already.</summary>
    public static readonly LinePattern Nothing = new("$^");

    /// <summary>How bad it is, by name.</summary>
    public static Severity Severity(this YamlMap map)
    {
        var text = map.Text("severity");
        if (Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && severity != Core.Findings.Severity.Unknown && char.IsAsciiLetter(text[0]))
        {
            return severity;
        }

        map.Require(text.Length == 0, $"'{text}' is not a severity", "severity");
        return Core.Findings.Severity.Unknown;
    }

    /// <summary>A pattern that must be there: an empty one matches everything.</summary>
    public static LinePattern Pattern(this YamlMap map) => Compile(map, "pattern", map.Raw("pattern")) ?? Nothing;

    /// <summary>A pattern that may be left out; an empty one would cut or undo everything.</summary>
    public static LinePattern? OptionalPattern(this YamlMap map, string key) => map.Optional(key) is { } text ? Compile(map, key, text) : null;

    /// <summary>The same, which matches all of its examples and none of its counter-examples.</summary>
    public static LinePattern TestedPattern(this YamlMap map)
    {
        var pattern = map.Pattern();
        var examples = map.Words("examples");
        map.Require(examples.Count > 0, "it has no example", "examples");
        if (pattern == Nothing)
        {
            return pattern;
        }

        foreach (var example in examples.Where(example => !pattern.IsMatch(example)))
        {
            map.Require(false, $"it misses its example {example}", "pattern");
        }

        foreach (var example in map.Words("counterExamples", optional: true).Where(pattern.IsMatch))
        {
            map.Require(false, $"it matches its counter-example {example}", "pattern");
        }

        return pattern;
    }

    private static LinePattern? Compile(YamlMap map, string key, string text)
    {
        try
        {
            return text.Length == 0 ? null : new LinePattern(text);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            map.Require(false, $"the pattern does not compile: {e.Message}", key);
            return null;
        }
    }
}
