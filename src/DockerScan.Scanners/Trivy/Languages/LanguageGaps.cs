using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Mapping;

namespace DockerScan.Scanners.Trivy.Languages;

/// <summary>What an image shows of languages and this Trivy did not read: their packages are not "without vulnerabilities", nobody looked.</summary>
/// <remarks>Which Trivy reads what: aquasecurity/trivy at its tags, pkg/dependency/parser (Go's library since 0.51.0, the runtime pack since 0.72.0) and pkg/fanal/analyzer (composer-vendor since 0.53.0).</remarks>
internal static class LanguageGaps
{
    private const int MaxNamed = 3;

    private static readonly string[] Archives = [".jar", ".war", ".ear", ".par"];

    /// <summary>One gap for each thing that is not read.</summary>
    /// <param name="mapped">What Trivy listed.</param>
    /// <param name="index">The image's files.</param>
    /// <param name="input">The image.</param>
    /// <param name="cancellationToken">Stops the reading of started programs.</param>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<IReadOnlyList<Gap>> FindAsync(MappedReport mapped, ImageFileIndex index, ScannerInput input, CancellationToken cancellationToken)
    {
        var found = new List<(string What, IReadOnlyList<string> Files)>
        {
            ("Go's own library was not listed (Trivy 0.51.0 and newer list it) for", mapped.GoWithoutLibrary),
            ("conda's packages are not compared by Trivy:", CondaFolders(index)),
            ("PHP's list of installed packages was not read (Trivy 0.53.0 and newer read it):", Unread(index, mapped, "/vendor/composer/installed.json")),
            ("the .NET runtime of a self-contained program was not listed (Trivy 0.72.0 and newer list it):", mapped.HasRuntimePack ? [] : OwnRuntimes(index)),
            ("a Java archive without an archive's ending is not read by Trivy:", UnendingArchives(input.Image.Configuration, index)),
        };
        foreach (var (path, kind) in await StartedPrograms.ReadAsync(mapped, index, input, cancellationToken))
        {
            found.Add((kind switch
            {
                ProgramKind.DotNetBundle => "a .NET program in a single file is not read by Trivy:",
                ProgramKind.Rust => "what is compiled into a Rust program without an audit section is not read by Trivy:",
                ProgramKind.Go => "a Go program was not read by Trivy:",
            }, [path]));
        }

        return [.. found.Where(each => each.Files.Count > 0).Select(each => new Gap(GapKind.LanguageUnread, $"{each.What} {Names(each.Files)}"))];
    }

    private static IReadOnlyList<string> CondaFolders(ImageFileIndex index)
        => [.. index.Entries.Keys.Where(path => path.EndsWith(".json", StringComparison.Ordinal)).Select(ImagePath.Directory)
            .Where(folder => folder.EndsWith("/conda-meta", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Unread(ImageFileIndex index, MappedReport mapped, string ending)
        => [.. index.Entries.Values.Where(entry => entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 } && entry.Path.EndsWith(ending, StringComparison.Ordinal) && !mapped.CoveredFiles.Contains(entry.Path))
            .Select(entry => entry.Path).Order(StringComparer.Ordinal)];

    // A runtime beside a program; the shared one has a list of its own, which Trivy reads.
    private static IReadOnlyList<string> OwnRuntimes(ImageFileIndex index)
        => [.. index.Entries.Values.Where(entry => entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 } && ImagePath.Name(entry.Path) == "libcoreclr.so")
            .Select(entry => ImagePath.Directory(entry.Path)).Where(folder => index.Find(ImagePath.Combine(folder, "Microsoft.NETCore.App.deps.json")) is null).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> UnendingArchives(ImageConfiguration configuration, ImageFileIndex index)
    {
        List<string> words = [.. configuration.Entrypoint, .. configuration.Command];
        var at = words.IndexOf("-jar");
        return at >= 0 && at + 1 < words.Count && words[at + 1] is { Length: <= ImagePath.MaxLength } word && !Archives.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && index.Resolve(ImagePath.Combine(StartedPrograms.Folder(configuration), word)) is { Kind: ImageEntryKind.File } entry ? [entry.Path] : [];
    }

    private static string Names(IReadOnlyList<string> files)
        => string.Join(", ", files.Take(MaxNamed).Select(path => DisplayText.Clean(path, 120)))
            + (files.Count > MaxNamed ? string.Create(CultureInfo.InvariantCulture, $" and {files.Count - MaxNamed} more") : string.Empty);
}
