using System.Text;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Sandbox;

/// <summary>What packages brought that were installed in the run, by dpkg's own lists: who installs something may put something else beside it.</summary>
internal static class InstalledFiles
{
    private const string Folder = "/var/lib/dpkg/info/";
    private const int MaxLists = 200;
    private const int MaxBytes = 256 * 1024;

    /// <summary>Those of the paths that a changed list names; null where no list was changed, or not all of them could be read.</summary>
    /// <param name="session">The run.</param>
    /// <param name="written">The changed paths.</param>
    /// <param name="paths">The paths in question.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static async Task<IReadOnlySet<string>?> NamedAsync(ISandboxSession session, IReadOnlyList<string> written, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var lists = paths.Count == 0 ? [] : written.Where(path => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".list", StringComparison.Ordinal)).Take(MaxLists + 1).ToList();
        if (lists.Count is 0 or > MaxLists)
        {
            return null;
        }

        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            if (await session.ReadFileAsync(SandboxRole.Target, list, MaxBytes, cancellationToken) is not { IsTruncated: false } file)
            {
                return null;
            }

            // A package for a system whose /lib is not /usr/lib yet names the old place.
            named.UnionWith(Encoding.UTF8.GetString(file.Content.Span).Split('\n').SelectMany(line => (string[])[line, "/usr" + line]).Where(wanted.Contains));
        }

        return named;
    }
}
