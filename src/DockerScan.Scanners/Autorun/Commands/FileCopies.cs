using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Where scripts put files of the image before they start them: <c>cp</c>, <c>mv</c>, <c>ln</c> and <c>install</c>. A name that is in no layer may be one of these.</summary>
/// <param name="isFolder">True for a folder of the image.</param>
internal sealed class FileCopies(Func<string, bool> isFolder)
{
    private const int MaxCopies = 2000;
    private const int MaxSources = 8;
    private const int MaxParents = 16;

    // cp(1), mv(1), ln(1), install(1): their options that take the next word; -t is looked at by itself.
    private static readonly string[] ValueOptions = ["-m", "--mode", "-o", "--owner", "-g", "--group", "-S", "--suffix"];
    private readonly Dictionary<string, List<string>> _sources = new(StringComparer.Ordinal);

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => _sources.Count == 0;

    /// <summary>Takes a command line, if it is one that puts files somewhere.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="directory">Where it runs.</param>
    public void Take(IReadOnlyList<string> words, string directory)
    {
        var name = ImagePath.Name(words[0]);
        if (name is not ("cp" or "mv" or "ln" or "install"))
        {
            return;
        }

        var (operands, target) = Operands(words);
        if (target is null && operands.Count > 1)
        {
            target = operands[^1];
            operands.RemoveAt(operands.Count - 1);
        }
        else if (target is not null)
        {
            target += "/";
        }

        if (target is null || operands.Count == 0 || words.Any(word => word.Contains(ShellWord.Unknown, StringComparison.Ordinal)))
        {
            return;
        }

        var to = ImagePath.Combine(directory, target);
        var isInto = target.EndsWith('/') || operands.Count > 1 || isFolder(to);
        foreach (var operand in operands)
        {
            // What a link says is read from the link's own folder; "/." and "/*" are what a folder holds.
            var isContent = operand.EndsWith("/.", StringComparison.Ordinal) || operand.EndsWith("/*", StringComparison.Ordinal);
            foreach (var folder in name == "ln" ? (string[])[ImagePath.Directory(to), directory] : [directory])
            {
                var from = ImagePath.Combine(folder, isContent ? operand[..^1] : operand);
                Add(isInto && !isContent ? ImagePath.Combine(to, ImagePath.Name(from)) : to, from);
            }
        }
    }

    /// <summary>The paths in the image that may have been put where a path leads, itself or with a folder above it.</summary>
    public IEnumerable<string> Of(string path)
    {
        var folder = path;
        for (var i = 0; i < MaxParents && folder.Length > 1; i++)
        {
            foreach (var source in _sources.GetValueOrDefault(folder) ?? [])
            {
                yield return source + path[folder.Length..];
            }

            folder = ImagePath.Directory(folder);
        }
    }

    private static (List<string> Operands, string? Target) Operands(IReadOnlyList<string> words)
    {
        var operands = new List<string>();
        string? target = null;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "-t" or "--target-directory" && i + 1 < words.Count)
            {
                target = words[++i];
            }
            else if (word.StartsWith("--target-directory=", StringComparison.Ordinal))
            {
                target = word["--target-directory=".Length..];
            }
            else if (ValueOptions.Contains(word))
            {
                i++;
            }
            else if (word.Length > 0 && word[0] != '-')
            {
                operands.Add(word);
            }
        }

        return (operands, target);
    }

    private void Add(string to, string from)
    {
        if (!_sources.TryGetValue(to, out var known))
        {
            if (_sources.Count >= MaxCopies)
            {
                return;
            }

            _sources[to] = known = [];
        }

        if (known.Count < MaxSources && to != from && !known.Contains(from))
        {
            known.Add(from);
        }
    }
}
