using DockerScan.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Chooses the database, and copies one that is not ours: Trivy before 0.68 opens it for writing and locks it.</summary>
internal sealed class DatabaseProvider(
    IOptions<TrivyOptions> options, TrivyPaths paths, DatabaseInspector inspector, IIdGenerator ids, ILogger<DatabaseProvider> logger)
{
    /// <summary>What to do when there is none.</summary>
    public const string NextStep =
        "let this machine reach the database repository, or set Trivy:DatabasePath to a folder with db/trivy.db and db/metadata.json";

    /// <summary>The choice, without touching anything.</summary>
    public DatabaseChoice Choose()
    {
        if (options.Value.DatabasePath is { Length: > 0 } configured)
        {
            // No way round it: who names a database wants that one, or to hear that it is broken.
            return Copied(DatabaseKind.Configured, configured, paths.Local);
        }

        var own = new DatabaseChoice(DatabaseKind.Downloaded, paths.Root, paths.Root, inspector.Inspect(paths.Root));
        if (own.Database.IsUsable || options.Value.FallbackDatabasePath is not { Length: > 0 } fallback)
        {
            return own;
        }

        var sample = Copied(DatabaseKind.Sample, fallback, paths.Sample);
        return sample.Database.IsUsable ? sample : own;
    }

    /// <summary>What tells the files of a choice from any that take their place; null when they cannot be read.</summary>
    public static DatabaseSource? SourceOf(DatabaseChoice choice)
    {
        try
        {
            var (file, metadata) = (new FileInfo(DatabaseInspector.DatabaseFile(choice.SourceFolder)), new FileInfo(DatabaseInspector.MetadataFile(choice.SourceFolder)));
            return file.Exists && metadata.Exists ? new DatabaseSource(choice.SourceFolder, file.Length, file.LastWriteTimeUtc.Ticks, metadata.LastWriteTimeUtc.Ticks) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes the choice usable. Call it while holding the scan gate.</summary>
    public async Task<DatabaseChoice> PrepareAsync(CancellationToken cancellationToken)
    {
        var choice = Choose();
        if (!choice.Database.IsUsable)
        {
            return choice;
        }

        if (choice.SourceFolder != choice.CacheFolder)
        {
            await CopyAsync(choice, cancellationToken);
        }

        // Looked at again: the source can be replaced while it is read, and only the copy is what Trivy sees.
        return choice with { Database = inspector.Inspect(choice.CacheFolder) };
    }

    private DatabaseChoice Copied(DatabaseKind kind, string source, string target)
    {
        var full = Path.GetFullPath(source);
        return new DatabaseChoice(kind, full, target, inspector.Inspect(full));
    }

    private async Task CopyAsync(DatabaseChoice choice, CancellationToken cancellationToken)
    {
        var (file, metadata) = (new FileInfo(DatabaseInspector.DatabaseFile(choice.SourceFolder)), new FileInfo(DatabaseInspector.MetadataFile(choice.SourceFolder)));
        var source = new DatabaseSource(choice.SourceFolder, file.Length, file.LastWriteTimeUtc.Ticks, metadata.LastWriteTimeUtc.Ticks);
        var mark = Path.Combine(choice.CacheFolder, "source.json");
        LinkJavaDatabase(choice);
        if (JsonFile.TryRead(mark, TrivyJsonContext.Default.DatabaseSource) == source && inspector.Inspect(choice.CacheFolder).IsUsable)
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(choice.CacheFolder, "db"));
        await ReplaceAsync(file.FullName, DatabaseInspector.DatabaseFile(choice.CacheFolder), cancellationToken);
        await ReplaceAsync(metadata.FullName, DatabaseInspector.MetadataFile(choice.CacheFolder), cancellationToken);
        await JsonFile.WriteAsync(mark, source, TrivyJsonContext.Default.DatabaseSource, ids.NewId(), cancellationToken);
        logger.DatabaseCopied(choice.SourceFolder);
    }

    // The Java index is read only, by every version, and too large to copy.
    private static void LinkJavaDatabase(DatabaseChoice choice)
    {
        var source = Path.Combine(choice.SourceFolder, "java-db");
        var link = new DirectoryInfo(Path.Combine(choice.CacheFolder, "java-db"));
        if (!File.Exists(Path.Combine(source, "metadata.json")) || link.LinkTarget == source)
        {
            return;
        }

        if (link.LinkTarget is not null)
        {
            link.Delete();
        }
        else if (link.Exists)
        {
            link.Delete(recursive: true);
        }

        Directory.CreateDirectory(choice.CacheFolder);
        link.CreateAsSymbolicLink(source);
    }

    private async Task ReplaceAsync(string from, string to, CancellationToken cancellationToken)
    {
        var next = $"{to}.{ids.NewId()}";
        try
        {
            await using (var reader = DatabaseStream.OpenRead(from))
            await using (var writer = new FileStream(next, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await reader.CopyToAsync(writer, cancellationToken);
                writer.Flush(flushToDisk: true);
            }

            File.Move(next, to, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }
}
