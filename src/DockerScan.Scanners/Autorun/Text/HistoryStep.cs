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

        line = NoOperation().Replace(line, string.Empty);
        var match = Known().Match(line);
        var instruction = match.Success ? match.Groups["instruction"].Value : "RUN";
        var body = match.Success ? line[match.Length..].TrimStart() : line;
        return new HistoryStep(instruction, instruction == "RUN" ? ShellPrefix().Replace(body, string.Empty) : body);
    }

    [GeneratedRegex(@"^(?:/\S+\s+(?:-\S+\s+(?:pipefail\s+)?)+)?#\(nop\)\s*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoOperation();

    [GeneratedRegex(@"^(?<instruction>ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?:\s|$)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Known();

    [GeneratedRegex(@"^(?:\|[0-9]+ (?:.|\n)*?)?/\S*/(?:ba|da|a|z|k)?sh (?:-[a-zA-Z]+ (?:pipefail )?)*?-[a-zA-Z]*c ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ShellPrefix();
}
