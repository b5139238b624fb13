namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>The files whose packages are looked for.</summary>
internal sealed class WantedFiles
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, FileDigests> _digests;

    /// <param name="digests">The files, by path.</param>
    /// <param name="namesOf">All paths of the same file: its package may know another than the one that is started.</param>
    public WantedFiles(IReadOnlyDictionary<string, FileDigests> digests, Func<string, IEnumerable<string>> namesOf)
    {
        _digests = digests;
        foreach (var path in digests.Keys)
        {
            foreach (var name in namesOf(path).Prepend(path))
            {
                Add(name, path);
            }
        }
    }

    private void Add(string name, string path)
    {
        _paths.TryAdd(name, path);
        // Lists name the place of before the merge: bin/dash for /usr/bin/dash.
        if (name.StartsWith("/usr/", StringComparison.Ordinal))
        {
            _paths.TryAdd(name[4..], path);
        }

        // And that of before the second: usr/sbin/nginx for /usr/bin/nginx.
        if (name.StartsWith("/usr/bin/", StringComparison.Ordinal))
        {
            _paths.TryAdd("/usr/sbin" + name[8..], path);
        }
    }

    /// <summary>All paths that lists may have them under.</summary>
    public IEnumerable<string> Names => _paths.Keys;

    /// <summary>The package of each file, by its path in the image.</summary>
    public Dictionary<string, string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>A list's line: a file of a package with a digest. It counts only when the file's own is the same.</summary>
    public void Offer(string package, string path, string digest)
    {
        if (_paths.TryGetValue(path, out var real) && _digests[real] is var own && (own.Md5 == digest || own.Sha1 == digest || own.Sha256 == digest))
        {
            Packages.TryAdd(real, package);
        }
    }
}
