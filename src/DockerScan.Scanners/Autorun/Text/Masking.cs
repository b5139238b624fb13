using System.Text.RegularExpressions;
using DockerScan.Scanners.ImageConfig.Secrets;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Hides what may be a secret in a command line before it is shown. What is matched against signatures is the unmasked line.</summary>
internal static partial class Masking
{
    // A shell value: quoted and unquoted pieces that touch. An open quote runs to the end, so half a secret never shows.
    private const string Value = """(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|'[^']*(?:'|$)|\\.|[^\s"'\\;|&)])+""";
    private const string SecretWord = "(?:pass|passwd|password|passphrase|secret|token|api-?_?key|access-?_?key|credential|auth)";

    /// <summary>For build steps, where any ENV or ARG may be a secret: the value of every assignment is hidden, and what <see cref="Secrets"/> hides.</summary>
    public static string Assignments(string line)
        => Secrets(EnvWithoutEquals().Replace(Assignment().Replace(line, "${name}=***"), "${name} ***"));

    /// <summary>For scripts: only values of names that say secret, passwords in addresses and options, authorisation headers, and what the search for secrets finds.</summary>
    public static string Secrets(string line)
    {
        var masked = UserInfo().Replace(line, "${scheme}***@");
        masked = Header().Replace(masked, "${name}***");
        masked = SecretOption().Replace(masked, "${name}***");
        masked = UserOption().Replace(masked, "${name}***");
        return SecretMask.Hide(SecretAssignment().Replace(masked, "${name}=***"));
    }

    [GeneratedRegex(@"\b(?<name>[A-Za-z_][A-Za-z0-9_]*)=" + Value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Assignment();

    // The old form of ENV and ARG: everything behind the name is the value.
    [GeneratedRegex(@"^(?<name>\s*(?:/bin/sh -c #\(nop\)\s+)?(?:ONBUILD\s+)?ENV\s+[A-Za-z_][A-Za-z0-9_.]*)\s+[^\s=].*$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex EnvWithoutEquals();

    [GeneratedRegex(@"(?i)(?<name>\b[A-Za-z0-9_]*" + SecretWord + "[A-Za-z0-9_]*)=" + Value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SecretAssignment();

    [GeneratedRegex(@"(?<scheme>\b[A-Za-z][A-Za-z0-9+.-]*://)[^\s/@""']+@", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?i)(?<name>\b(?:proxy-)?authorization:\s*|\bx-[a-z-]*(?:token|key|auth)[a-z-]*:\s*|\bprivate-token:\s*|\bbearer\s+)[^""']+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex(@"(?i)(?<name>--?[a-z-]*" + SecretWord + @"[a-z-]*(?:=|\s+))" + Value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SecretOption();

    [GeneratedRegex(@"(?<name>\s(?:-u\s*|--user[= ]))[""']?[^\s:""'/]+:[^\s""']+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UserOption();
}
