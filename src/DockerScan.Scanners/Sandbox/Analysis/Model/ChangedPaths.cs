using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>What the target changed, without what we planted.</summary>
internal sealed class ChangedPaths
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    public ChangedPaths(SandboxRecord record)
    {
        var planted = (record.ArePlantedGone ? [] : record.PlantedPaths).Concat(record.TokenFiles.Keys).ToHashSet(StringComparer.Ordinal);
        All = [.. (record.Changes?.Changes ?? []).Where(change => !planted.Contains(change.Path))];
        foreach (var change in All)
        {
            _kinds[change.Path] = change.Kind;
        }

        Executables = [.. record.Executables.Where(each => !planted.Contains(each.Path))];
    }

    public IReadOnlyList<SandboxChange> All { get; }

    public IReadOnlyList<DroppedExecutable> Executables { get; }

    /// <summary>Added or changed and still there.</summary>
    public IEnumerable<SandboxChange> Written => All.Where(change => change.Kind != "deleted");

    public bool IsWritten(string path) => _kinds.TryGetValue(path, out var kind) && kind != "deleted";

    public bool IsDeleted(string path) => _kinds.GetValueOrDefault(path) == "deleted";

    public bool IsAdded(string path) => _kinds.GetValueOrDefault(path) == "added";
}
