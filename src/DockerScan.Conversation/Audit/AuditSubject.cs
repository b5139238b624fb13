using System.Text.RegularExpressions;
using DockerScan.Conversation.Commands;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Conversation.Audit;

/// <summary>
/// What a command was about, for the record: images, scans, options and words that cannot be a secret. People paste credentials in the
/// place of images and filters, so whatever is not known to be harmless is left out.
/// </summary>
internal static partial class AuditSubject
{
    private const string LeftOut = "…";
    private const int MaxText = 200;

    private static readonly HashSet<string> Filters = new(StringComparer.OrdinalIgnoreCase) { "high", "medium", "low", "critical", "fixable", "open", "accepted" };

    public static string Describe(CommandInvocation invocation)
    {
        var declaration = invocation.Command;
        var arguments = declaration.Arguments.Where(argument => invocation.Has(argument.Name)).Select(argument => argument.TakesRest
            ? string.Join(' ', invocation.Get(argument.Name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word))
            : Target(invocation.Get(argument.Name)));
        var options = declaration.Options.Where(option => invocation.Has(option.Name)).Select(option => Option(option, invocation.Get(option.Name)));
        return DisplayText.Clean(string.Join(' ', arguments.Concat(options)), MaxText);
    }

    private static string Target(string value)
        => ScanId.TryParse(value, out var id) ? id.Value
            : ImageReference.TryParse(value, out _, out _) ? Masked(value)
            : Word(value);

    private static string Word(string value) => Filters.Contains(value) || Vulnerability().IsMatch(value) ? value : LeftOut;

    private static string Option(CommandOption option, string value) => option.Kind switch
    {
        CommandValueKind.Flag => $"--{option.Name}",
        CommandValueKind.Number => $"--{option.Name} {value}",
        CommandValueKind.Text => $"--{option.Name} {(ImagePlatform.TryParse(value, out var platform) ? platform.ToString() : LeftOut)}",
        _ => LeftOut,
    };

    // Names and tags take almost any token. A digest is no secret, nor is a commit's hash as a tag.
    private static string Masked(string reference)
    {
        var digest = reference.IndexOf('@', StringComparison.Ordinal);
        var name = digest < 0 ? reference : reference[..digest];
        return LongWord().Replace(Token().Replace(name, "***"), found => Hexadecimal().IsMatch(found.Value) || !found.Value.Any(char.IsAsciiDigit) ? found.Value : "***")
            + (digest < 0 ? string.Empty : reference[digest..]);
    }

    [GeneratedRegex("^[A-Za-z]{2,12}-[0-9]{4}-[0-9]{3,10}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Vulnerability();

    [GeneratedRegex("(?:gh[opsur]_|github_pat_|glpat-|xox[a-z]-|xapp-|dckr_pat_|npm_|pypi-|hf_|sk-|rk_live_|sk_live_|akia|AKIA|eyJ)[A-Za-z0-9._-]{8,}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("[A-Za-z0-9]{24,}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LongWord();

    [GeneratedRegex("^[0-9a-f]+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();
}
