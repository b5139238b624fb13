namespace DockerScan.Yaml;

/// <summary>What is wrong with a file, with the line of each.</summary>
internal sealed class YamlProblems
{
    private readonly List<(int Line, string Text)> _all = [];

    public bool IsEmpty => _all.Count == 0;

    public void Add(int line, string text) => _all.Add((line, text));

    /// <summary>One line each, in the file's order.</summary>
    public string Tell(string file) => string.Join('\n', _all.OrderBy(each => each.Line).Select(each => FormattableString.Invariant($"{file}:{each.Line}: {each.Text}")));
}
