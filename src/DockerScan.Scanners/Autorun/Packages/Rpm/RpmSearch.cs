using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Packages.Rpm;

/// <summary>Looks for wanted files in package headers. A database of 500 packages names some 50,000 files, of which a handful is wanted: names are compared by their bytes, and each header is gone through once.</summary>
internal sealed class RpmSearch
{
    private const int MaxName = 100;

    private readonly WantedFiles _wanted;
    private readonly HashSet<ulong> _names;

    public RpmSearch(WantedFiles wanted)
    {
        _wanted = wanted;
        _names = wanted.Names.Select(path => Hash(Encoding.UTF8.GetBytes(ImagePath.Name(path)))).ToHashSet();
    }

    /// <exception cref="InvalidDataException">It is no header.</exception>
    public void Look(ReadOnlySpan<byte> blob)
    {
        var header = new RpmHeader(blob);
        var names = header.BaseNames;
        var digests = header.Digests;
        List<Range>? folders = null;
        for (var file = 0; file < header.FileCount && names.Length > 0; file++)
        {
            var name = RpmHeader.Take(ref names);
            var digest = RpmHeader.Take(ref digests);
            if (digest.Length == 0 || !_names.Contains(Hash(name)))
            {
                continue;
            }

            folders ??= Folders(header);
            if (header.FolderOf(file) is var index && index < folders.Count && header.Folders[folders[(int)index]] is var folder && folder.Length + name.Length <= ImagePath.MaxLength)
            {
                _wanted.Offer(DisplayText.Clean(header.Name, MaxName), Encoding.UTF8.GetString(folder) + Encoding.UTF8.GetString(name), Encoding.ASCII.GetString(digest[..Math.Min(digest.Length, 128)]).ToLowerInvariant());
            }
        }
    }

    private static List<Range> Folders(RpmHeader header)
    {
        var folders = new List<Range>();
        var rest = header.Folders;
        var at = 0;
        while (folders.Count < header.FolderCount && rest.Length > 0)
        {
            var length = RpmHeader.Take(ref rest).Length;
            folders.Add(at..(at + length));
            at += length + 1;
        }

        return folders;
    }

    // FNV-1a: a chance hit costs one comparison of a whole path.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var value in bytes)
        {
            hash = unchecked((hash ^ value) * 1_099_511_628_211UL);
        }

        return hash;
    }
}
