namespace DockerScan.Core.Checks;

/// <summary>A group of checks.</summary>
/// <param name="Id">Its id, e.g. <c>cve</c>.</param>
/// <param name="Title">Its title.</param>
public sealed record CheckGroup(string Id, LocalizedText Title);
