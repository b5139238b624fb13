using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Trivy.Mapping;

namespace DockerScan.Scanners.Trivy.Languages;

/// <summary>Reads the programs that the image is started with, where no list covers them, and tells their kind by marks that compilers leave.</summary>
internal static class StartedPrograms
{
    private const long SmallestRead = 16 * 1024;
    private const long LargestRead = 256L << 20;
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const int MaxFolders = 64;

    // Where a distribution keeps its own programs: they are in its list of packages.
    private static readonly string[] SystemFolders = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/lib/", "/usr/lib/", "/usr/libexec/"];

    private static readonly byte[][] Marks =
    [
        // dotnet/runtime, src/native/corehost/bundle_marker.h: the SHA-256 of ".net core bundle\n". An ordinary host has it too, behind eight zero bytes.
        [0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32, 0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae],
        [0, 0, 0, 0, 0, 0, 0, 0, 0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32, 0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae],
        [.. "/rustc/"u8],
        [.. ".dep-v0"u8],
        [.. " Go buildinf:"u8],
    ];

    /// <summary>The programs whose kind was told.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<IReadOnlyList<(string Path, ProgramKind Kind)>> ReadAsync(MappedReport mapped, ImageFileIndex index, ScannerInput input, CancellationToken cancellationToken)
    {
        var programs = new List<(string, ProgramKind)>();
        foreach (var entry in Of(input.Image.Configuration, index).Where(entry => !IsListed(entry, mapped, index)))
        {
            var search = new MarkSearch(Marks);
            if (await input.Content.SearchAsync(entry.Path, 4, search, cancellationToken) is { } file && file.Content.Span.StartsWith("\u007fELF"u8) && Kind(search.Found) is { } kind)
            {
                programs.Add((entry.Path, kind));
            }
        }

        return programs;
    }

    /// <summary>The folder that the image is started in.</summary>
    public static string Folder(ImageConfiguration configuration) => configuration.WorkingDirectory is { Length: > 0 and <= ImagePath.MaxLength } folder ? ImagePath.Combine("/", folder) : "/";

    private static ProgramKind? Kind(IReadOnlyList<int> found)
        => found.Contains(0) && !found.Contains(1) ? ProgramKind.DotNetBundle
            : found.Contains(4) ? ProgramKind.Go
            : found.Contains(2) && !found.Contains(3) ? ProgramKind.Rust
            : null;

    private static IEnumerable<ImageEntry> Of(ImageConfiguration configuration, ImageFileIndex index)
        => configuration.Entrypoint.Take(1).Concat(configuration.Command.Take(1))
            .Select(word => Resolve(word, configuration, index)).OfType<ImageEntry>()
            .Where(entry => entry is { Kind: ImageEntryKind.File, SizeBytes: >= SmallestRead and <= LargestRead }).DistinctBy(entry => entry.Identity);

    private static ImageEntry? Resolve(string word, ImageConfiguration configuration, ImageFileIndex index)
    {
        if (word.Length is 0 or > ImagePath.MaxLength)
        {
            return null;
        }

        if (word.Contains('/', StringComparison.Ordinal))
        {
            return index.Resolve(ImagePath.Combine(Folder(configuration), word));
        }

        var path = configuration.Environment.LastOrDefault(each => each.StartsWith("PATH=", StringComparison.Ordinal))?[5..] ?? UsualPath;
        return path.Split(':', MaxFolders).Where(folder => folder.StartsWith('/') && folder.Length <= ImagePath.MaxLength)
            .Select(folder => index.Resolve(ImagePath.Combine(folder, word))).FirstOrDefault(entry => entry is { Kind: ImageEntryKind.File });
    }

    private static bool IsListed(ImageEntry entry, MappedReport mapped, ImageFileIndex index)
        => index.NamesOf(entry).Any(mapped.CoveredFiles.Contains)
            || (mapped.OsPackageCount > 0 && SystemFolders.Any(folder => entry.Path.StartsWith(folder, StringComparison.Ordinal)));
}
