using System.Buffers;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Autorun;

/// <summary>Finds the files that a command line starts, as the kernel and a shell would, in the image only.</summary>
internal sealed class CommandResolver(ImageConfiguration configuration, ImageFileIndex index)
{
    // What Docker sets when the image sets none.
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const int MaxPathParts = 64;

    // Expansions and redirections: what they name is known only at run time.
    private static readonly SearchValues<char> Unresolvable = SearchValues.Create("$*?\0");

    private static readonly HashSet<string> Wrappers =
        ["exec", "nohup", "env", "su-exec", "gosu", "tini", "dumb-init", "setsid", "nice", "sudo", "command", "time", "catatonit", "busybox", "setpriv", "chroot"];

    private static readonly HashSet<string> Shells = ["sh", "bash", "dash", "ash", "ksh", "zsh"];

    private static readonly string[] Interpreters = ["python", "perl", "ruby", "node", "php", "lua"];

    private readonly string[] _path = (configuration.Environment.LastOrDefault(variable => variable.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..] ?? DefaultPath)
        .Split(':', StringSplitOptions.RemoveEmptyEntries).Take(MaxPathParts).ToArray();

    private readonly string _directory = ImagePath.Combine("/", configuration.WorkingDirectory);

    /// <summary>The files, the program first, then the script that it is given. An empty list: a built-in, or nothing that can be known.</summary>
    public IReadOnlyList<ImageEntry> Resolve(IReadOnlyList<string> words, string? scriptDirectory)
    {
        var found = new List<ImageEntry>();
        var rest = words.ToList();
        while (rest.Count > 0)
        {
            var word = rest[0];
            rest.RemoveAt(0);
            if (word is "." or "source")
            {
                Add(found, rest.FirstOrDefault(), scriptDirectory);
                break;
            }

            Add(found, word, scriptDirectory);
            var name = ImagePath.Name(word);
            if (Wrappers.Contains(name))
            {
                rest = [.. AfterOptions(rest, name)];
            }
            else if (Shells.Contains(name) || Interpreters.Any(each => name.StartsWith(each, StringComparison.Ordinal)))
            {
                Add(found, ScriptOf(rest), scriptDirectory);
                break;
            }
            else
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The text behind <c>sh -c</c>, or null.</summary>
    public static string? ShellText(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 2 < words.Count; i++)
        {
            if (Shells.Contains(ImagePath.Name(words[i])) && words[i + 1] is { Length: > 1 } flags && flags[0] == '-' && flags[1] != '-' && flags.EndsWith('c'))
            {
                return words[i + 2];
            }
        }

        return null;
    }

    /// <summary>The file that one word names, or null.</summary>
    public ImageEntry? Find(string? word, string? scriptDirectory)
    {
        if (word is not { Length: > 0 and <= ImagePath.MaxLength } || word[0] == '-' || word.AsSpan().ContainsAny(Unresolvable))
        {
            return null;
        }

        if (word.Contains('/', StringComparison.Ordinal))
        {
            return File(ImagePath.Combine(_directory, word)) ?? (scriptDirectory is null ? null : File(ImagePath.Combine(scriptDirectory, word)));
        }

        return _path.Select(folder => File(ImagePath.Combine(ImagePath.Combine(_directory, folder), word))).FirstOrDefault(entry => entry is not null);
    }

    private ImageEntry? File(string path) => index.Resolve(path) is { Kind: ImageEntryKind.File } file ? file : null;

    private void Add(List<ImageEntry> found, string? word, string? scriptDirectory)
    {
        // A script may also be named without a slash, relative to where it runs: `. common.sh`, `python app.py`.
        var isBare = word is { Length: > 0 } && !word.Contains('/', StringComparison.Ordinal);
        var entry = Find(word, scriptDirectory) ?? (isBare ? Find("./" + word, scriptDirectory) : null);
        if (entry is not null)
        {
            found.Add(entry);
        }
    }

    private static IEnumerable<string> AfterOptions(List<string> words, string wrapper)
    {
        var rest = words.SkipWhile(word => word.StartsWith('-') || (wrapper == "env" && word.Contains('=', StringComparison.Ordinal))).ToList();
        // gosu, su-exec and chroot take one word before the command.
        return wrapper is "gosu" or "su-exec" or "chroot" ? rest.Skip(1) : rest;
    }

    private static string? ScriptOf(List<string> words)
    {
        foreach (var word in words)
        {
            if (word is "-c" or "-e" or "-m" or "-r" || (word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal) && word.EndsWith('c')))
            {
                return null;
            }

            if (!word.StartsWith('-'))
            {
                return word;
            }
        }

        return null;
    }
}
