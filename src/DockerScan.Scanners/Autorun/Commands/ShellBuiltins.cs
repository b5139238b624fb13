using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Names that a shell answers itself, although files of some of these names are on PATH.</summary>
internal static class ShellBuiltins
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            ":", "[", "[[", "alias", "bg", "break", "cd", "continue", "declare", "echo", "eval", "exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill",
            "let", "local", "printf", "pwd", "read", "readonly", "return", "set", "shift", "shopt", "test", "times", "trap", "true", "type", "typeset", "ulimit",
            "umask", "unalias", "unset", "wait",
        ],
        StringComparer.Ordinal);

    public static bool Contains(string word) => Names.Contains(word);
}
