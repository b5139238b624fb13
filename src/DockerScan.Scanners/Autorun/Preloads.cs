using System.Text;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Autorun;

/// <summary>Libraries that the dynamic linker loads into whatever starts.</summary>
internal static class Preloads
{
    public const string File = "/etc/ld.so.preload";
    public const string Variable = "LD_PRELOAD";
    private const int MaxBytes = 64 * 1024;
    private const int MaxLibraries = 50;

    public static IEnumerable<string> FromEnvironment(ImageConfiguration configuration)
        => Names(configuration.Environment.LastOrDefault(variable => variable.StartsWith(Variable + "=", StringComparison.Ordinal))?[(Variable.Length + 1)..]);

    public static async Task<IReadOnlyList<string>> FromFileAsync(IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
        => index.Resolve(File) is { Kind: ImageEntryKind.File } entry && await content.ReadAsync(entry.Path, MaxBytes, cancellationToken) is { } file
            ? [.. Names(Encoding.UTF8.GetString(file.Content.Span))]
            : [];

    private static IEnumerable<string> Names(string? text)
        => (text ?? string.Empty).Split((char[])[' ', ':', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(name => name[0] == '/' && name.Length <= ImagePath.MaxLength).Take(MaxLibraries);
}
