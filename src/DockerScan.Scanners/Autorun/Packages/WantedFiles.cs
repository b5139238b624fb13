namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>The files whose packages are looked for.</summary>
internal sealed class WantedFiles
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, FileDigests> _digests;

    public WantedFiles(IReadOnlyDictionary<string, FileDigests> digests)
    {
        _digests = digests;
        foreach (var path in digests.Keys)
        {
            _paths[path] = path;
            // Lists name the place of before the merge: bin/dash for /usr/bin/dash.
            if (path.StartsWith("/usr/", StringComparison.Ordinal))
            {
                _paths.TryAdd(path[4..], path);
            }
        }
    }

    /// <summary>The package of each file, by its path in the image.</summary>
    public Dictionary<string, string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>A list's line: a file of a package with a digest. It counts only when the file's own is the same.</summary>
    public void Offer(string package, string path, string digest)
    {
        if (_paths.TryGetValue(path, out var real) && _digests[real] is var own && (own.Md5 == digest || own.Sha1 == digest))
        {
            Packages.TryAdd(real, package);
        }
    }
}
