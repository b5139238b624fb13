using System.IO.Enumeration;
using System.Text.RegularExpressions;
using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>The files that a shell's pattern names in the image.</summary>
internal sealed partial class FilePattern(ImageFileIndex index)
{
    /// <summary>The most files behind one pattern.</summary>
    public const int MaxFiles = 200;

    // In all patterns of a walk.
    private const int MaxLooked = 2_000_000;
    private const int MaxKept = 2000;
    private const int MaxAlternatives = 16;
    private const int MaxDepth = 16;

    private readonly Lazy<ILookup<string, ImageEntry>> _children = new(
        () => index.Entries.Values.Where(entry => entry.Path != "/").ToLookup(entry => ImagePath.Directory(entry.Path), StringComparer.Ordinal));

    private readonly Dictionary<string, (IReadOnlyList<ImageEntry> Files, bool IsCut)> _known = new(StringComparer.Ordinal);
    private int _looked;

    /// <summary>True for a word that names files by a pattern.</summary>
    public static bool IsPattern(string word) => word.AsSpan().ContainsAny('*', '?', '[') || (word.Contains('{', StringComparison.Ordinal) && Alternatives().IsMatch(word));

    /// <summary>The files, in order, and whether there are more than are taken.</summary>
    /// <param name="pattern">From the root.</param>
    public (IReadOnlyList<ImageEntry> Files, bool IsCut) Match(string pattern)
    {
        if (_known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        var files = new SortedDictionary<string, ImageEntry>(StringComparer.Ordinal);
        foreach (var each in Expand(pattern))
        {
            Walk("/", each.Split('/', StringSplitOptions.RemoveEmptyEntries), 0, files, 0);
        }

        var found = ((IReadOnlyList<ImageEntry>)[.. files.Values.Take(MaxFiles)], files.Count > MaxFiles || _looked > MaxLooked);
        if (_known.Count < MaxKept)
        {
            _known[pattern] = found;
        }

        return found;
    }

    private void Walk(string folder, string[] parts, int at, SortedDictionary<string, ImageEntry> files, int depth)
    {
        if (at == parts.Length || depth > MaxDepth + parts.Length)
        {
            return;
        }

        var part = parts[at];
        if (part == ShellValues.AnyDepth)
        {
            Walk(folder, parts, at + 1, files, depth + 1);
            foreach (var child in Children(folder).Where(child => child.Kind == ImageEntryKind.Directory))
            {
                Walk(child.Path, parts, at, files, depth + 1);
            }
        }
        else if (part.AsSpan().ContainsAny('*', '?', '['))
        {
            var name = Class().Replace(part, "?");
            foreach (var child in Children(folder).Where(child => IsNamed(child, name)))
            {
                Step(child.Path, parts, at, files, depth);
            }
        }
        else
        {
            Step(folder == "/" ? "/" + part : folder + "/" + part, parts, at, files, depth);
        }

        IEnumerable<ImageEntry> Children(string path) => _children.Value[path].TakeWhile(_ => ++_looked <= MaxLooked && files.Count <= MaxFiles);
    }

    private void Step(string path, string[] parts, int at, SortedDictionary<string, ImageEntry> files, int depth)
    {
        var isLast = at + 1 == parts.Length;
        switch (index.Resolve(path))
        {
            case { Kind: ImageEntryKind.Directory } entry when !isLast:
                Walk(entry.Path, parts, at + 1, files, depth + 1);
                break;
            case { Kind: ImageEntryKind.File } entry when isLast:
                files.TryAdd(path, entry);
                break;
        }
    }

    // A hidden file is named by a pattern that begins with a dot only.
    private static bool IsNamed(ImageEntry child, string pattern)
    {
        var name = ImagePath.Name(child.Path);
        return (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
    }

    // {a,b}: one pattern for each; those in those are not gone into.
    private static List<string> Expand(string pattern)
    {
        List<string> patterns = [pattern];
        while (patterns.Count < MaxAlternatives && Alternatives().Match(patterns[0]) is { Success: true } match)
        {
            var text = patterns[0];
            patterns.RemoveAt(0);
            patterns.AddRange(match.Groups["words"].Value.Split(',').Take(MaxAlternatives).Select(word => string.Concat(text.AsSpan(0, match.Index), word, text.AsSpan(match.Index + match.Length))));
        }

        return patterns;
    }

    [GeneratedRegex(@"\{(?<words>[^{},]*(?:,[^{},]*)+)\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"\[[!^]?[^\]/]+\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Class();
}
