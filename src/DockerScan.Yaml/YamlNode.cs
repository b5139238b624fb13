namespace DockerScan.Yaml;

/// <summary>A value and the line that it begins on: a scalar, a list or a mapping.</summary>
public sealed class YamlNode
{
    internal YamlNode(YamlProblems problems, int line, string? scalar = null) => (Problems, Line, Scalar) = (problems, line, scalar);

    internal YamlProblems Problems { get; }

    internal int Line { get; }

    internal string? Scalar { get; }

    internal IReadOnlyList<YamlNode>? Items { get; init; }

    internal IReadOnlyList<KeyValuePair<string, YamlNode>>? Members { get; init; }

    /// <summary>As a mapping whose keys are known beforehand.</summary>
    /// <param name="name">What problems call it.</param>
    /// <param name="known">Its keys; another one is a problem.</param>
    public YamlMap Map(string name, params ReadOnlySpan<string> known) => new(this, name, known);

    /// <summary>As one of several that are told apart by one of their keys.</summary>
    /// <param name="kind">What it is, e.g. <c>check</c>.</param>
    /// <param name="known">Its keys, the one that tells it apart first.</param>
    public YamlMap Entry(string kind, params ReadOnlySpan<string> known)
    {
        string? id = null;
        foreach (var (key, value) in Members ?? [])
        {
            id ??= key == known[0] ? value.Scalar?.Trim() : null;
        }

        var map = new YamlMap(this, string.IsNullOrEmpty(id) ? $"a {kind}" : $"{kind} '{id}'", known);
        map.Id = map.Text(known[0]);
        return map;
    }
}
