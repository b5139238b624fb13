namespace DockerScan.Core.Checks;

/// <summary>All checks, in the order they are shown.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="Checks">The checks; ids are unique, and a CWE leads to one check at most.</param>
public sealed record Checklist(IReadOnlyList<CheckGroup> Groups, IReadOnlyList<CheckDefinition> Checks)
{
    /// <summary>The check with an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a scanner names a check that the checklist lacks.</exception>
    public CheckDefinition Get(string id)
        => Checks.FirstOrDefault(check => check.Id == id)
            ?? throw new KeyNotFoundException($"config/checklist.yaml has no check '{id}'");

    /// <summary>The check whose CWE list holds <paramref name="cwe"/>, or null.</summary>
    public CheckDefinition? ForCwe(int cwe) => Checks.FirstOrDefault(check => check.Cwes.Contains(cwe));
}

/// <summary>A group of checks.</summary>
/// <param name="Id">Its id, e.g. <c>cve</c>.</param>
/// <param name="Title">Its title.</param>
public sealed record CheckGroup(string Id, LocalizedText Title);
