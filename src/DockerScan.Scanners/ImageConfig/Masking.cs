using System.Text.RegularExpressions;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Hides the values of assignments in a line of history: ENV and ARG may hold secrets.</summary>
internal static partial class Masking
{
    public static string Apply(string line) => Assignment().Replace(line, "${name}=***");

    [GeneratedRegex(@"\b(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?:""[^""]*""|'[^']*'|\S+)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
