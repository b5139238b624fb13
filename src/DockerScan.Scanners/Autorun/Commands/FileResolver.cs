using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Finds the files that words name, as the kernel and a shell would, in the image only.</summary>
internal sealed class FileResolver(ImageConfiguration configuration, ImageFileIndex index)
{
    private const int MaxPaths = 1000;

    // A script names the same few programs in each of its lines; a hostile one names no two alike.
    private const int MaxKnown = 20_000;
    private const int MaxKnownWord = 256;
    // Stands for the image's own PATH; no script can set it to that.
    private const string OwnPath = "\0";

    private readonly FilePattern _patterns = new(index);
    private readonly Lazy<IReadOnlyList<string>> _realPath = new(() => RealPath(new SearchPath(configuration).Raw, configuration, index));
    private readonly Dictionary<string, IReadOnlyList<string>> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Directory, string Word), ImageEntry?> _byPath = [];
    private readonly Dictionary<(string Path, string Word), (ImageEntry? Executable, ImageEntry? First)> _onPath = [];
    private readonly Dictionary<(string Directory, string Pattern), (IReadOnlyList<ImageEntry> Files, bool IsCut)> _matches = [];

    /// <summary>How often the image's list of files was gone through: less often than words were asked for.</summary>
    public int Lookups { get; private set; }

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
    /// <param name="word">The word.</param>
    /// <param name="directories">Where it may be started.</param>
    /// <param name="paths">What PATH may be; the image's own when null.</param>
    public ImageEntry? Program(string word, IReadOnlyList<string> directories, IReadOnlyList<string>? paths = null)
    {
        if (!CanBeFound(word))
        {
            return null;
        }

        if (word.Contains('/', StringComparison.Ordinal))
        {
            return ByPath(word, directories);
        }

        ImageEntry? first = null;
        foreach (var path in paths ?? [OwnPath])
        {
            var found = OnPath(path, word);
            if (found.Executable is { } program)
            {
                return program;
            }

            first ??= found.First;
        }

        return first;
    }

    /// <summary>The file that an interpreter is given: where it stands, else on PATH.</summary>
    public ImageEntry? Script(string word, IReadOnlyList<string> directories, IReadOnlyList<string>? paths = null)
        => !CanBeFound(word) ? null : ByPath(word, directories) ?? Program(word, directories, paths);

    /// <summary>The file at a path, from one of the folders.</summary>
    public ImageEntry? File(string word, IReadOnlyList<string> directories) => CanBeFound(word) ? ByPath(word, directories) : null;

    /// <summary>The files behind a pattern such as <c>/init.d/*.sh</c>, and whether there are more than are taken. They need not be executable: a shell may be given them.</summary>
    public (IReadOnlyList<ImageEntry> Files, bool IsCut) Matching(string pattern, IReadOnlyList<string> directories)
    {
        if (!CanBeFound(pattern) || pattern.StartsWith('-'))
        {
            return ([], false);
        }

        foreach (var directory in directories)
        {
            if (!_matches.TryGetValue((directory, pattern), out var found))
            {
                Lookups++;
                found = Keep(_matches, (directory, pattern), _patterns.Match(ImagePath.Join(directory, pattern)));
            }

            if (found.Files.Count > 0)
            {
                return found;
            }
        }

        return ([], false);
    }

    /// <summary>True for a folder.</summary>
    public bool IsFolder(string word, IReadOnlyList<string> directories)
        => CanBeFound(word) && directories.Any(directory => index.Resolve(At(directory, word)) is { Kind: ImageEntryKind.Directory });

    /// <summary>The paths with slashes that a word may mean, in the order in which they are looked at.</summary>
    public IEnumerable<string> Paths(string word, IReadOnlyList<string> directories)
        => CanBeFound(word) ? directories.Select(directory => At(directory, word)) : [];

    /// <summary>Where a word without slashes lies on PATH, in PATH's order.</summary>
    public IEnumerable<string> PathsOnPath(string word)
        => !CanBeFound(word) ? [] : On(_realPath.Value, word);

    private IEnumerable<string> On(IReadOnlyList<string> folders, string word)
        => folders.Select(folder => folder == "/" ? "/" + word : folder + "/" + word).Where(path => index.Find(path) is not null);

    // A script may set PATH.
    private IReadOnlyList<string> Folders(string path)
    {
        if (_paths.TryGetValue(path, out var known))
        {
            return known;
        }

        var folders = RealPath(path.Split(':').Take(SearchPath.MaxParts), configuration, index);
        if (_paths.Count < MaxPaths)
        {
            _paths[path] = folders;
        }

        return folders;
    }

    // Where the parts of PATH lead to, so that each is walked once and not once for each word.
    private static IReadOnlyList<string> RealPath(IEnumerable<string> parts, ImageConfiguration configuration, ImageFileIndex index)
        => [.. parts.Select(part => index.Resolve(ImagePath.Join(ImagePath.Combine("/", configuration.WorkingDirectory), part)))
            .OfType<ImageEntry>().Where(entry => entry.Kind == ImageEntryKind.Directory).Select(entry => entry.Path).Distinct(StringComparer.Ordinal)];

    private ImageEntry? ByPath(string word, IReadOnlyList<string> directories)
    {
        foreach (var directory in directories)
        {
            if (!_byPath.TryGetValue((directory, word), out var entry))
            {
                Lookups++;
                entry = Keep(_byPath, (directory, word), File(At(directory, word)));
            }

            if (entry is not null)
            {
                return entry;
            }
        }

        return null;
    }

    private (ImageEntry? Executable, ImageEntry? First) OnPath(string path, string word)
    {
        if (_onPath.TryGetValue((path, word), out var known))
        {
            return known;
        }

        Lookups++;
        var files = (path == OwnPath ? PathsOnPath(word) : On(Folders(path), word)).Select(File).OfType<ImageEntry>().ToList();
        return Keep(_onPath, (path, word), (files.Find(entry => (entry.Mode & ImageEntry.AnyExecute) != 0), files.FirstOrDefault()));
    }

    private static TValue Keep<TValue>(Dictionary<(string Place, string Word), TValue> known, (string Place, string Word) key, TValue value)
    {
        if (known.Count < MaxKnown && key.Word.Length <= MaxKnownWord)
        {
            known[key] = value;
        }

        return value;
    }

    // The engine makes a WORKDIR that the image does not have: no link there, and the index knows no way through it.
    private string At(string directory, string word)
        => index.Resolve(directory) is null ? ImagePath.Combine(directory, word) : ImagePath.Join(directory, word);

    private ImageEntry? File(string path) => index.Resolve(path) is { Kind: ImageEntryKind.File } file ? file : null;
}
