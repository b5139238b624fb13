using System.Buffers;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Finds the files that words name, as the kernel and a shell would, in the image only.</summary>
internal sealed class FileResolver(ImageConfiguration configuration, ImageFileIndex index)
{
    private const int MaxInFolder = 50;

    // In a folder's name in front of a pattern: what it names is known only at run time.
    private static readonly SearchValues<char> Unresolvable = SearchValues.Create("$*?`\0");
    private static readonly string[] ScriptEndings = [".sh", ".bash", ".envsh", ".py", ".pl", ".rb", ".js"];

    private readonly Lazy<IReadOnlyList<string>> _realPath = new(() => RealPath(configuration, index));

    private readonly Lazy<ILookup<string, ImageEntry>> _folders = new(
        () => index.Entries.Values.Where(entry => entry.Kind != ImageEntryKind.Directory).ToLookup(entry => ImagePath.Directory(entry.Path), StringComparer.Ordinal));

    /// <summary>WORKDIR.</summary>
    public string WorkingDirectory { get; } = ImagePath.Combine("/", configuration.WorkingDirectory);

    /// <summary>
    /// True when a word that leads to no file names one that is not there. A variable in an exec form is never expanded
    /// and fails too, but that is a mistake of the author's and no sign of anything.
    /// </summary>
    public static bool CanBeMissing(string word) => word.Length > 0 && word[0] != '-' && !word.AsSpan().ContainsAny('$', Shell.ShellWord.Unknown);

    // Any character may stand in a file's name, and the kernel expands nothing: only what was not known is not looked up.
    private static bool CanBeFound(string word)
        => word is { Length: > 0 and <= ImagePath.MaxLength } && !word.Contains(Shell.ShellWord.Unknown, StringComparison.Ordinal);

    /// <summary>The program that a word names: by its path, else on PATH, where a file that nobody may execute is passed over.</summary>
    public ImageEntry? Program(string word, IReadOnlyList<string> directories)
    {
        if (!CanBeFound(word))
        {
            return null;
        }

        if (word.Contains('/', StringComparison.Ordinal))
        {
            return ByPath(word, directories);
        }

        var onPath = PathsOnPath(word).Select(File).OfType<ImageEntry>().ToList();
        return onPath.Find(entry => (entry.Mode & ImageEntry.AnyExecute) != 0) ?? onPath.FirstOrDefault();
    }

    /// <summary>The file that an interpreter is given: where it stands, else on PATH.</summary>
    public ImageEntry? Script(string word, IReadOnlyList<string> directories)
        => !CanBeFound(word) ? null : ByPath(word, directories) ?? Program(word, directories);

    /// <summary>
    /// The files behind a pattern such as <c>/init.d/*.sh</c>, or those to start in a folder whose name ends in
    /// <c>.d</c>: scripts hand such folders to find, run-parts or a loop.
    /// </summary>
    public IEnumerable<ImageEntry> Several(string word, IReadOnlyList<string> directories)
    {
        var slash = word.LastIndexOf('/');
        if (word.StartsWith('-') || !CanBeFound(word) || slash < 0)
        {
            return [];
        }

        var last = word[(slash + 1)..];
        var isPattern = last.Contains('*', StringComparison.Ordinal);
        var folderWord = isPattern ? word[..slash] : word;
        if (folderWord.AsSpan().ContainsAny(Unresolvable) || (!isPattern && !folderWord.TrimEnd('/').EndsWith(".d", StringComparison.Ordinal)))
        {
            return [];
        }

        var folder = directories.Select(directory => index.Resolve(At(directory, folderWord))).FirstOrDefault(entry => entry is { Kind: ImageEntryKind.Directory });
        return folder is null ? [] : _folders.Value[folder.Path]
            .Where(entry => !isPattern || Matches(ImagePath.Name(entry.Path), last))
            .Select(entry => File(entry.Path)).OfType<ImageEntry>()
            .Where(entry => (entry.Mode & ImageEntry.AnyExecute) != 0 || ScriptEndings.Any(end => entry.Path.EndsWith(end, StringComparison.Ordinal)))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal).Take(MaxInFolder + 1);
    }

    /// <summary>The paths with slashes that a word may mean, in the order in which they are looked at.</summary>
    public IEnumerable<string> Paths(string word, IReadOnlyList<string> directories)
        => CanBeFound(word) ? directories.Select(directory => At(directory, word)) : [];

    /// <summary>Where a word without slashes lies on PATH, in PATH's order.</summary>
    public IEnumerable<string> PathsOnPath(string word)
        => !CanBeFound(word) ? [] : _realPath.Value.Select(folder => folder == "/" ? "/" + word : folder + "/" + word).Where(path => index.Find(path) is not null);

    // Where the parts of PATH lead to, so that each is walked once and not once for each word.
    private static IReadOnlyList<string> RealPath(ImageConfiguration configuration, ImageFileIndex index)
        => [.. new SearchPath(configuration).Raw.Select(part => index.Resolve(ImagePath.Join(ImagePath.Combine("/", configuration.WorkingDirectory), part)))
            .OfType<ImageEntry>().Where(entry => entry.Kind == ImageEntryKind.Directory).Select(entry => entry.Path).Distinct(StringComparer.Ordinal)];

    private ImageEntry? ByPath(string word, IReadOnlyList<string> directories)
        => directories.Select(directory => File(At(directory, word))).FirstOrDefault(entry => entry is not null);

    // The engine makes a WORKDIR that the image does not have: no link there, and the index knows no way through it.
    private string At(string directory, string word)
        => index.Resolve(directory) is null ? ImagePath.Combine(directory, word) : ImagePath.Join(directory, word);

    private ImageEntry? File(string path) => index.Resolve(path) is { Kind: ImageEntryKind.File } file ? file : null;

    // One star is enough here; a name is matched by what stands before the first and behind the last.
    private static bool Matches(string name, string pattern)
    {
        var first = pattern.IndexOf('*', StringComparison.Ordinal);
        var last = pattern.LastIndexOf('*');
        return name.Length >= first + pattern.Length - last - 1 && !name.StartsWith('.')
            && name.StartsWith(pattern[..first], StringComparison.Ordinal) && name.EndsWith(pattern[(last + 1)..], StringComparison.Ordinal);
    }
}
