using System.Runtime.Versioning;

namespace DockerScan.Reporting.Pdf;

/// <summary>Where a browser and typefaces are on this machine.</summary>
internal static class BrowserPlaces
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "chromium-headless-shell", "google-chrome-stable", "google-chrome"];
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
    private static readonly string[] FontFolders = ["/usr/share/fonts", "/usr/local/share/fonts"];
    private static readonly string[] Korean = ["CJK", "Nanum", "NotoSansKR", "UnDotum", "Baekmuk", "Pretendard", "SourceHanSans"];

    /// <summary>The browser: the named one and no other, else the first of those that are where packages put them; null when it is not there.</summary>
    public static string? Find(string named)
        => named.Length > 0 ? Existing(named) : Folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Where its folder is made: where temporary files are, and for root's process, whose browser is nobody, where others may go too.</summary>
    public static string TemporaryFolder()
    {
        var usual = Path.GetTempPath();
        return Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? new[] { usual, "/tmp", "/var/tmp" }.FirstOrDefault(IsOpen) ?? usual : usual;
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string folder)
    {
        for (var each = new DirectoryInfo(folder); each is not null; each = each.Parent)
        {
            if (!each.Exists || !each.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a typeface with Korean letters is installed.</summary>
    public static bool HasKorean() => Array.Exists(FontFolders, HasKorean);

    private static bool HasKorean(string folder)
        => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.?t*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6 })
            .Any(file => Array.Exists(Korean, name => Path.GetFileName(file).Contains(name, StringComparison.OrdinalIgnoreCase)));

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
