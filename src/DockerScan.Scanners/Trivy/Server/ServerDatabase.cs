using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>
/// Gives a server its database. Trivy before 0.68 opens it for writing and locks it, so that a command would wait for ever: such a server
/// has a copy. A later one reads only, and what we downloaded is only ever replaced whole, so the server can have the same file by another
/// name: no room on the disk, and one place in memory for both. What an operator named can be overwritten in place, and is copied.
/// </summary>
internal sealed class ServerDatabase(DatabaseInspector inspector, TrivyServerBounds bounds)
{
    private const int MiB = 1024 * 1024;

    private static readonly Version FirstReader = new(0, 68, 0);

    /// <summary>Puts it into a server's folder.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="choice">The database.</param>
    /// <param name="folder">The server's folder.</param>
    /// <param name="mayShare">False copies it in any case.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task<ServerDatabaseResult> PlaceAsync(TrivyTool tool, DatabaseChoice choice, string folder, bool mayShare, CancellationToken cancellationToken)
    {
        if (DatabaseProvider.SourceOf(choice) is not { } source)
        {
            return ServerDatabaseResult.Without("the database cannot be read");
        }

        var (from, to) = (DatabaseInspector.DatabaseFile(choice.SourceFolder), DatabaseInspector.DatabaseFile(folder));
        Directory.CreateDirectory(Path.Combine(folder, "db"));
        File.Delete(to);
        File.Delete(DatabaseInspector.MetadataFile(folder));
        var isShared = mayShare && choice.Kind == DatabaseKind.Downloaded && TrivyReleases.Number(tool.Version) >= FirstReader && TryLink(from, to);
        if (!isShared)
        {
            if (new DriveInfo(folder).AvailableFreeSpace is var free && free < source.Length + bounds.SpareBytes)
            {
                return ServerDatabaseResult.Without(string.Create(CultureInfo.InvariantCulture, $"its copy of the database does not fit on the disk of Trivy:CacheDirectory ({free / MiB} MiB free)"));
            }

            await CopyAsync(from, to, cancellationToken);
        }

        await CopyAsync(DatabaseInspector.MetadataFile(choice.SourceFolder), DatabaseInspector.MetadataFile(folder), cancellationToken);
        var copy = inspector.Inspect(folder);
        return DatabaseProvider.SourceOf(choice) != source || copy.UpdatedAt != choice.Database.UpdatedAt || !copy.IsUsable
            ? ServerDatabaseResult.Without("the database was replaced while it was copied")
            : new ServerDatabaseResult(source, isShared, null);
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var reader = DatabaseStream.OpenRead(from);
        await using var writer = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await reader.CopyToAsync(writer, cancellationToken);
    }

    // In vain on another disk, or where files have one name.
    private static bool TryLink(string from, string to) => OperatingSystem.IsLinux() && Link(Encoding.UTF8.GetBytes(from + '\0'), Encoding.UTF8.GetBytes(to + '\0')) == 0;

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);
}

/// <summary>A server's database, or why it has none.</summary>
/// <param name="Source">What it is made of; null when there is none.</param>
/// <param name="IsShared">True when it is the same file.</param>
/// <param name="Problem">Why there is none; null when there is one.</param>
internal sealed record ServerDatabaseResult(DatabaseSource? Source, bool IsShared, string? Problem)
{
    /// <summary>None.</summary>
    public static ServerDatabaseResult Without(string problem) => new(null, IsShared: false, problem);
}
