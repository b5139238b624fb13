namespace DockerScan.Docker.Sandbox;

/// <summary>How many paths each folder at the root has had: none takes more than its share while others want theirs.</summary>
/// <param name="share">How many paths one folder may have.</param>
internal sealed class FolderShares(int share)
{
    private const int MaxFolders = 1024;
    private readonly Dictionary<string, int> _shares = new(StringComparer.Ordinal);

    /// <summary>True while the folder that a path lies in has some of its share left, and takes one of it.</summary>
    public bool Take(string path)
    {
        var folder = RootFolder(path);
        var taken = _shares.GetValueOrDefault(folder);
        if (taken >= share || (taken == 0 && _shares.Count >= MaxFolders))
        {
            return false;
        }

        _shares[folder] = taken + 1;
        return true;
    }

    private static string RootFolder(string path)
    {
        var end = path.IndexOf('/', 1);
        return end < 0 ? path : path[..end];
    }
}
