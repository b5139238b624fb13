using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>One line of an image's history, taken apart.</summary>
/// <param name="Instruction">The Dockerfile instruction in capitals; <c>RUN</c> for a plain command.</param>
/// <param name="Body">What follows it; for RUN the command without the shell and the build arguments, which may hold secrets.</param>
/// <remarks>
/// The classic builder writes <c>/bin/sh -c #(nop) CMD ["x"]</c> and <c>|1 A=b /bin/sh -c command</c>,
/// BuildKit <c>CMD ["x"]</c> and <c>RUN |1 A=b /bin/sh -c command # buildkit</c>.
/// </remarks>
internal sealed partial record HistoryStep(string Instruction, string Body)
{
    /// <summary>The longest line that is looked at, in characters; a longer one is cut, and its caller says so.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The longest word, in characters. Signatures are matched against pieces of a line: what stands on both sides of a longer word is in no piece.</summary>
    public const int MaxWord = 16 * 1024;

    private const string BuildKitMark = "# buildkit";
    private const string Shell = "/bin/sh -c ";
    private const string Mark = "#(nop)";
    private const int MaxInstruction = 11;

    private static readonly FrozenSet<string> Instructions = FrozenSet.Create(
        StringComparer.Ordinal, "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR");

    /// <summary>Why a line cannot be read whole, or null: it is longer than is read, or a word in it is.</summary>
    public static string? WhyUnreadable(string createdBy)
    {
        if (createdBy.Length > MaxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has {createdBy.Length} characters");
        }

        return LongestWord(LongData.Squeeze(createdBy)) is > MaxWord and var longest ? string.Create(CultureInfo.InvariantCulture, $"it has a word of {longest} characters") : null;
    }

    private static int LongestWord(string text)
    {
        var (word, longest) = (0, 0);
        foreach (var character in text)
        {
            word = char.IsWhiteSpace(character) ? 0 : word + 1;
            longest = Math.Max(longest, word);
        }

        return longest;
    }

    public static HistoryStep Parse(string createdBy)
    {
        var line = (createdBy.Length > MaxLength ? createdBy[..MaxLength] : createdBy).Trim();
        if (line.EndsWith(BuildKitMark, StringComparison.Ordinal))
        {
            line = line[..^BuildKitMark.Length].TrimEnd();
        }

        line = WithoutMark(line);
        var instruction = FirstWord(line);
        var body = instruction is null ? line : line[instruction.Length..].TrimStart();
        return new HistoryStep(instruction ?? "RUN", instruction is null or "RUN" ? WithoutShell(body) : body);
    }

    // What builders write is told by its first characters: a pattern is built and matched only for what other tools write.
    private static string WithoutMark(string line)
        => line.StartsWith(Shell + Mark, StringComparison.Ordinal) ? line[(Shell + Mark).Length..].TrimStart()
            : line.Contains(Mark, StringComparison.Ordinal) ? NoOperation().Replace(line, string.Empty)
            : line;

    private static string? FirstWord(string line)
    {
        var length = line.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        length = length < 0 ? line.Length : length;
        if (length is 0 or > MaxInstruction || (length < line.Length && !char.IsWhiteSpace(line[length])))
        {
            return null;
        }

        var word = line[..length];
        return Instructions.Contains(word) ? word : null;
    }

    private static string WithoutShell(string body)
        => body.StartsWith(Shell, StringComparison.Ordinal) ? body[Shell.Length..]
            : body.StartsWith('/') || body.StartsWith('|') ? ShellPrefix().Replace(body, string.Empty)
            : body;

    [GeneratedRegex(@"^(?:/\S+\s+(?:-\S+\s+(?:pipefail\s+)?)+)?#\(nop\)\s*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoOperation();

    [GeneratedRegex(@"^(?:\|[0-9]+ (?:.|\n)*?)?/\S*/(?:ba|da|a|z|k)?sh (?:-[a-zA-Z]+ (?:pipefail )?)*?-[a-zA-Z]*c ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ShellPrefix();
}
