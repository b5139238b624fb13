using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>A program that starts the command behind its own options.</summary>
/// <param name="ValueOptions">Its options that take the next word.</param>
/// <param name="Operands">How many words of its own stand before the command.</param>
internal sealed record Wrapper(FrozenSet<string> ValueOptions, int Operands = 0)
{
    private static readonly FrozenDictionary<string, Wrapper> Known = new Dictionary<string, Wrapper>(StringComparer.Ordinal)
    {
        ["exec"] = Of("-a"),
        ["command"] = Of(),
        ["builtin"] = Of(),
        ["nohup"] = Of(),
        ["setsid"] = Of(),
        ["busybox"] = Of(),
        ["toybox"] = Of(),
        ["catatonit"] = Of("-P"),
        ["tini"] = Of("-p", "-e"),
        ["tini-static"] = Of("-p", "-e"),
        ["docker-init"] = Of("-p", "-e"),
        ["dumb-init"] = Of("-r", "--rewrite"),
        ["env"] = Of("-u", "--unset", "-C", "--chdir"),
        ["nice"] = Of("-n", "--adjustment"),
        ["ionice"] = Of("-c", "-n", "--class", "--classdata"),
        ["time"] = Of("-o", "-f", "--output", "--format"),
        ["stdbuf"] = Of("-i", "-o", "-e"),
        ["sudo"] = Of("-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "-U", "--user", "--group"),
        ["doas"] = Of("-u", "-C"),
        ["runuser"] = Of("-u", "-g", "-G", "--user", "--group"),
        ["setpriv"] = Of("--reuid", "--regid", "--groups", "--inh-caps", "--ambient-caps", "--bounding-set", "--securebits", "--pdeathsig"),
        ["capsh"] = Of(),
        ["gosu"] = With(1),
        ["su-exec"] = With(1),
        ["s6-setuidgid"] = With(1),
        ["setuidgid"] = With(1),
        ["chpst"] = Of("-u", "-U", "-b", "-/", "-n", "-l", "-L", "-m", "-o", "-p", "-f", "-c", "-e", "-d", "-P"),
        ["timeout"] = With(1, "-k", "-s", "--kill-after", "--signal"),
        ["chroot"] = With(1),
        ["flock"] = With(1, "-w", "--timeout", "-E", "--conflict-exit-code"),
        ["taskset"] = With(1, "-p"),
        ["numactl"] = Of("-i", "-N", "-m", "-C", "-l"),
        ["unshare"] = Of("-S", "-G", "-R", "-w"),
        ["nsenter"] = Of("-t", "-S", "-G"),
        ["prlimit"] = Of(),
        ["xargs"] = Of("-I", "-n", "-P", "-L", "-s", "-d", "-a", "-E"),
        ["watch"] = Of("-n", "--interval"),
        ["with-contenv"] = Of(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Wrapper? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>Where the command begins; -1 when there is none.</summary>
    public int CommandAt(IReadOnlyList<string> words, int at)
    {
        var operands = Operands;
        for (; at < words.Count; at++)
        {
            var word = words[at];
            if (word == "--")
            {
                return at + 1 + operands < words.Count ? at + 1 + operands : -1;
            }

            if (word.Length > 1 && word[0] == '-')
            {
                at += ValueOptions.Contains(word) ? 1 : 0;
            }
            else if (!IsAssignment(word) && operands-- == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word.AsSpan(0, equals).IndexOf('/') < 0;
    }

    private static Wrapper Of(params string[] valueOptions) => With(0, valueOptions);

    private static Wrapper With(int operands, params string[] valueOptions) => new(valueOptions.ToFrozenSet(StringComparer.Ordinal), operands);
}
