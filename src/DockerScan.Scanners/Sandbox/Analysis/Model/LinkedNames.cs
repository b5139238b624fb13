using DockerScan.Core.Content;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>The names that a changed file has by the image's links to folders: an engine lists it under its real path, and programs find it under another.</summary>
internal sealed class LinkedNames
{
    private const int MaxLinks = 256;

    // Where code is started from; the links of a merged /usr have patterns of their own.
    private static readonly string[] Folders = ["/etc/", "/root/", "/home/", "/var/spool/", "/usr/local/"];

    private readonly List<(string Folder, string Link)> _links = [];

    public LinkedNames(ImageFileIndex? image)
    {
        var links = image?.Entries.Values.Where(entry => entry.Kind == ImageEntryKind.SymbolicLink && Folders.Any(folder => (entry.Path + "/").StartsWith(folder, StringComparison.Ordinal)));
        foreach (var link in (links ?? []).OrderBy(link => link.Path, StringComparer.Ordinal))
        {
            if (_links.Count < MaxLinks && image!.Resolve(link.Path) is { Kind: ImageEntryKind.Directory } folder)
            {
                _links.Add((folder.Path + "/", link.Path + "/"));
            }
        }
    }

    /// <summary>The path itself, then its other names.</summary>
    public IEnumerable<string> Of(string path)
        => [path, .. _links.Where(each => path.StartsWith(each.Folder, StringComparison.Ordinal)).Select(each => each.Link + path[each.Folder.Length..])];
}
