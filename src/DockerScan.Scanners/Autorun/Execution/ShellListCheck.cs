using System.Collections.Frozen;
using System.Globalization;
using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>
/// Asks of a list of commands in shell form which of its programs are not there, and whether it can succeed all the same:
/// <c>curl … || wget …</c> can when there is a wget, <c>curl … || exit 1</c> cannot without curl.
/// </summary>
internal sealed class ShellListCheck(ExecCheck check, ShellState state, IReadOnlyList<string> volumes, bool isBusybox)
{
    private const int MaxDepth = 3;

    // What these do makes no program: behind any other command, a program that is not there now may be there then.
    private static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
        [
            "sleep", "mkdir", "chown", "date", "cat", "ls", "id", "whoami", "hostname", "uname", "printenv", "grep", "egrep", "fgrep", "awk", "cut", "head", "tail", "tr", "wc", "sort", "ps", "pgrep", "pidof",
            "nc", "ncat", "nohup", "timeout", "test", "[", "stat", "touch", "curl", "wget", "jq", "which", "true", "false", "redis-cli", "mysqladmin", "pg_isready", "ping", "ss", "netstat", "expr", "basename", "dirname",
        ],
        StringComparer.Ordinal);

    // A comparison that an empty text may pass.
    private static readonly string[] Lenient = ["-z", "!", "!=", "-ne", "-lt", "-le", "-o"];

    private static readonly string[] Temporary = ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/", "/var/run/"];

    private readonly List<ExecProblem> _problems = [];
    private bool _hasOpenNames;

    public async Task<ShellVerdict> LookAsync(string text, CancellationToken cancellationToken) => await LookAsync(text, 0, cancellationToken);

    private async Task<ShellVerdict> LookAsync(string text, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth || ShellList.Read(text) is not { Count: > 0 } steps)
        {
            return ShellVerdict.Unknown;
        }

        _hasOpenNames |= SetsPath(text);
        var isAtOnce = false;
        var (isOk, isFail, hasEnded) = (true, false, false);
        for (var i = 0; i < steps.Count && (isOk || isFail); i++)
        {
            var step = steps[i];
            var runs = step.Join switch { ShellJoin.And => isOk, ShellJoin.Or => isFail, _ => true };
            if (!runs)
            {
                continue;
            }

            var before = _problems.Count;
            var (ok, fail, exit) = await PipelineAsync(step.Commands, depth, cancellationToken);
            isAtOnce |= i == 0 && _problems.Count > before;
            if (step.IsBackground)
            {
                (isOk, isFail) = (true, false);
                continue;
            }

            // "exit" ends the list there; with a status that is not known it may be a success.
            hasEnded |= exit is not null && (exit.IsSuccess ?? step.Join switch { ShellJoin.And => true, ShellJoin.Or => false, _ => isOk });
            (ok, fail) = exit is null ? (ok, fail) : (false, false);
            (isOk, isFail) = step.Join switch
            {
                ShellJoin.And => (ok, fail || isFail),
                ShellJoin.Or => (ok || isOk, fail),
                _ => (ok, fail),
            };
        }

        return new ShellVerdict(isOk || hasEnded, [.. _problems.Distinct()], isAtOnce);
    }

    // Whether it may succeed, whether it may fail, and, when it is an exit, whether with success.
    private async Task<(bool Ok, bool Fail, ListExit? Exit)> PipelineAsync(IReadOnlyList<string> commands, int depth, CancellationToken cancellationToken)
    {
        var before = _problems.Count;
        (bool Ok, bool Fail, ListExit? Exit) last = (true, true, null);
        foreach (var command in commands)
        {
            last = await CommandAsync(command, depth, cancellationToken);
        }

        return commands.Count > 1 && _problems.Count > before && last.Fail ? (false, true, null) : last;
    }

    private async Task<(bool Ok, bool Fail, ListExit? Exit)> CommandAsync(string text, int depth, CancellationToken cancellationToken)
    {
        var first = text.Split([' ', '\t'], 2)[0];
        if (first is "!" or "eval" or "." or "source" or "alias" || first is "export" or "local" or "readonly" or "declare")
        {
            _hasOpenNames |= first is "eval" or "." or "source" or "alias";
            _ = ShellReader.Read(text, state);
            return (true, true, null);
        }

        var (commands, isCut, _) = ShellReader.Read(text, state);
        if (isCut || commands.Count == 0)
        {
            return (true, true, null);
        }

        var words = commands[^1];
        switch (words[0])
        {
            case "exit":
                return (false, false, words.Count < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? new ListExit(null) : new ListExit(status == 0));
            case ":" or "true":
                return (true, false, null);
            case "false":
                return (false, true, null);
            case "test" or "[" when commands.Count > 1:
                return await ComparisonAsync(commands, depth, cancellationToken);
        }

        return await ProgramsAsync(words, depth, cancellationToken) ? (true, true, null) : (false, true, null);
    }

    // [ "$(curl …)" = 200 ] fails when there is no curl, unless an empty text would do.
    private async Task<(bool Ok, bool Fail, ListExit? Exit)> ComparisonAsync(IReadOnlyList<IReadOnlyList<string>> commands, int depth, CancellationToken cancellationToken)
    {
        if (commands[^1].Any(word => Lenient.Contains(word)))
        {
            return (true, true, null);
        }

        var isOk = true;
        foreach (var inner in commands.Take(commands.Count - 1))
        {
            isOk &= await ProgramsAsync(inner, depth, cancellationToken);
        }

        return (isOk, true, null);
    }

    // False when it cannot be executed, and then it is kept why.
    private async Task<bool> ProgramsAsync(IReadOnlyList<string> words, int depth, CancellationToken cancellationToken)
    {
        var invocation = InvocationReader.Read(words);
        var asUser = true;
        var isOk = true;
        for (var i = 0; i < invocation.Programs.Count && isOk; i++)
        {
            var (word, at) = invocation.Programs[i];
            if (i == 0 && ShellBuiltins.Contains(word))
            {
                continue;
            }

            isOk = await CanBeExecutedAsync(word, at > 0 ? words[at - 1] : string.Empty, asUser, cancellationToken);
            asUser &= !UserSwitches.Contains(word);
            if (isOk && (ImagePath.Name(word) is "xargs" or "find"))
            {
                break;
            }
        }

        if (isOk && invocation.Script is { } script && !invocation.IsSourced && !_hasOpenNames && check.OfScript(invocation, state.Directories, asUser) is { } problem && !MayAppear(script))
        {
            _problems.Add(problem);
            isOk = false;
        }

        // A shell does no more than what is in its text.
        _hasOpenNames |= isOk && invocation.Programs.Exists(program => MayMakePrograms(program.Word) && !(invocation.ShellText is not null && InvocationReader.Shells.Contains(ImagePath.Name(program.Word))));
        return isOk && (invocation.ShellText is not { } text || (await LookAsync(text, depth + 1, cancellationToken)).CanSucceed);
    }

    private static bool MayMakePrograms(string word)
        => !ShellBuiltins.Contains(word) && !Harmless.Contains(ImagePath.Name(word)) && Wrapper.Find(ImagePath.Name(word)) is null;

    private async Task<bool> CanBeExecutedAsync(string word, string before, bool asUser, CancellationToken cancellationToken)
    {
        var isApplet = ImagePath.Name(before) is "busybox" or "toybox" || (isBusybox && BusyboxApplets.Contains(word));
        if (isApplet || await check.OfProgramAsync(word, state.Directories, asUser, cancellationToken) is not { IsOfKernelOnly: false } problem)
        {
            return true;
        }

        if (problem.Fault == ExecFault.Missing && (_hasOpenNames || MayAppear(word)))
        {
            return true;
        }

        // What an earlier command may have made executable, or written anew, is not judged by what it is now.
        if (problem.Fault != ExecFault.Missing && _hasOpenNames)
        {
            return true;
        }

        _problems.Add(problem);
        return false;
    }

    private bool MayAppear(string word)
        => Temporary.Any(folder => word.StartsWith(folder, StringComparison.Ordinal))
            || volumes.Any(volume => word.StartsWith(ImagePath.Combine("/", volume).TrimEnd('/') + "/", StringComparison.Ordinal));

    private static bool SetsPath(string text)
    {
        for (var at = text.IndexOf("PATH=", StringComparison.Ordinal); at >= 0; at = text.IndexOf("PATH=", at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What becomes of a list of commands.</summary>
/// <param name="CanSucceed">False when it ends with an error whatever happens.</param>
/// <param name="Problems">What in it cannot be executed, in order.</param>
/// <param name="IsAtOnce">True when the first command is one of them.</param>
internal sealed record ShellVerdict(bool CanSucceed, IReadOnlyList<ExecProblem> Problems, bool IsAtOnce)
{
    /// <summary>Nothing is known against it.</summary>
    public static ShellVerdict Unknown { get; } = new(true, [], false);
}

/// <summary>An <c>exit</c> in a list of commands.</summary>
/// <param name="IsSuccess">With success or not; null when with what came before it.</param>
internal sealed record ListExit(bool? IsSuccess);
