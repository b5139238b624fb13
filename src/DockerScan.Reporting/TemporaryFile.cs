namespace DockerScan.Reporting;

/// <summary>Names for files that are written beside their place first. Each writer has its own, so that several may write the same report.</summary>
internal static class TemporaryFile
{
    private const string Ending = ".tmp";

    // A writer is done within minutes; what is older than this was left by a killed one.
    private static readonly TimeSpan LeftOver = TimeSpan.FromHours(1);

    /// <summary>A name beside <paramref name="path"/> that nobody else has.</summary>
    public static string Beside(string path) => $"{path}.{Path.GetRandomFileName()}{Ending}";

    /// <summary>Removes what killed writers of <paramref name="path"/> left. Called after it was written: its time is "now".</summary>
    /// <exception cref="IOException">One cannot be removed.</exception>
    public static void RemoveLeftOver(string path)
    {
        var now = File.GetLastWriteTimeUtc(path);
        var name = Path.GetFileName(path);
        foreach (var file in new DirectoryInfo(Path.GetDirectoryName(path)!).EnumerateFiles(name + ".*"))
        {
            var isOurs = file.Name.EndsWith(Ending, StringComparison.Ordinal) && file.LinkTarget is null;
            // The fixed name of earlier versions is nobody's any more.
            if (isOurs && (file.Name.Length == name.Length + Ending.Length || now - file.LastWriteTimeUtc > LeftOver))
            {
                file.Delete();
            }
        }
    }
}
