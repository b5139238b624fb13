using System.Buffers;
using System.Globalization;
using System.Text;
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

    // What is longer is data, as base64 or hexadecimal digits are, and its middle says nothing to a shell.
    private const int MaxData = 4 * 1024;
    private const int KeptOfData = 1024;
    private static readonly SearchValues<char> Data = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-");

    private const string BuildKitMark = "# buildkit";

    /// <summary>Why a line cannot be read whole, or null: it is longer than is read, or a word in it is.</summary>
    public static string? WhyUnreadable(string createdBy)
    {
        if (createdBy.Length > MaxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has {createdBy.Length} characters");
        }

        return LongestWord(Squeeze(createdBy)) is > MaxWord and var longest ? string.Create(CultureInfo.InvariantCulture, $"it has a word of {longest} characters") : null;
    }

    /// <summary>
    /// A line to be matched against signatures: of a long run of base64 or of hexadecimal digits, also one with <c>\n</c> between its lines, only
    /// beginning and end are left. No operator of a shell is in such a run, so what stands before and behind it is what it was.
    /// </summary>
    public static string Squeeze(string text)
    {
        if (text.Length <= MaxData)
        {
            return text;
        }

        var kept = new StringBuilder();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var run = DataAt(rest);
            if (run > MaxData)
            {
                kept.Append(rest[..KeptOfData]).Append(rest[(run - KeptOfData)..run]);
            }
            else
            {
                kept.Append(rest[..run]);
            }

            rest = rest[run..];
            var next = rest.IndexOfAny(Data);
            kept.Append(next < 0 ? rest : rest[..next]);
            rest = next < 0 ? [] : rest[next..];
        }

        return kept.ToString();
    }

    private static int DataAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (true)
        {
            var run = text[length..].IndexOfAnyExcept(Data);
            length = run < 0 ? text.Length : length + run;
            if (length == 0 || length + 1 >= text.Length || text[length] != '\\' || text[length + 1] is not ('n' or 'r'))
            {
                return length;
            }

            length += 2;
        }
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
