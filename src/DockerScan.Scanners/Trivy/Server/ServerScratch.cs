using System.Security.Cryptography;
using DockerScan.Scanners.Processes;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>
/// Where a server keeps the lists that it is asked about, until they are taken back: in memory where there is room. It writes each of
/// them through to its disk before it answers, which nobody needs: they are gone with the question.
/// </summary>
internal static class ServerScratch
{
    private const string Memory = "/dev/shm";
    private const string Prefix = Memory + "/dockerscan-trivy-";
    private const string Format = "tmpfs";
    private const long SpareBytes = 128L * 1024 * 1024;
    private const int NameBytes = 16;

    /// <summary>Makes one for a server that is not started yet; where there is none the server writes into its folder.</summary>
    public static void TryMake(string serverFolder)
    {
        var target = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        try
        {
            // Of an attempt before: its process removes the folder.
            if (FindFolder(serverFolder) is { } old)
            {
                PrivateDirectory.TryDelete(old);
                File.Delete(CacheOf(serverFolder));
            }

            if (!Directory.Exists(Memory) || new DriveInfo(Memory) is not { DriveFormat: Format, AvailableFreeSpace: >= SpareBytes })
            {
                return;
            }

            PrivateDirectory.Create(target);
            Directory.CreateSymbolicLink(CacheOf(serverFolder), target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            PrivateDirectory.TryDelete(target);
        }
    }

    /// <summary>Removes the one of a server that ended. Call it before its folder is removed: only that knows where it is.</summary>
    public static void TryDelete(string serverFolder)
    {
        if (FindFolder(serverFolder) is { } target)
        {
            PrivateDirectory.TryDelete(target);
        }
    }

    /// <summary>The folder in memory of a server; null when it has none.</summary>
    public static string? FindFolder(string serverFolder)
    {
        try
        {
            return new DirectoryInfo(CacheOf(serverFolder)).LinkTarget is { } target && target.StartsWith(Prefix, StringComparison.Ordinal) && Path.GetDirectoryName(target) == Memory ? target : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string CacheOf(string serverFolder) => Path.Combine(serverFolder, "fanal");
}
