using System.Text.RegularExpressions;

namespace DockerScan.Host.Tests.Wording;

/// <summary>
/// What a person reads in a chat, a terminal or a report stands in the words of Core or in a project's Strings, in every language. Elsewhere
/// no literal may be prose. What an operator or another program reads (settings, logs, connections, refused requests, what failed on this
/// machine) is English by choice.
/// </summary>
public sealed partial class SentencesTests
{
    // For operators and programs, or no prose: a rule of the settings, the state of a connection, a class of the stylesheet, a header, a command of a shell.
    private static readonly string[] NotForReaders =
    [
        "DockerScan.Conversation/Authorization/ChatAccessRules.cs", "DockerScan.Discord/DiscordService.cs", "DockerScan.Reporting/Html/Timeline/TimelineChart.cs", "DockerScan.Reporting/Markdown/MendCommands.cs", "DockerScan.Reporting/Pdf/Browser.cs",
        "DockerScan.Web/Assets/AssetFiles.cs", "DockerScan.Web/Pages/PageGuard.cs",
    ];

    [Fact]
    public void Literals_OfProseForPeople_StandInWordsOnly()
        => Assert.Empty(Files().SelectMany(file => file.Value.Select(text => $"{file.Key}: {text}")));

    [Theory]
    [InlineData("Text = \"That did not work\";", 1)]
    [InlineData("Title = $\"{name}: that did not work\"", 1)]
    [InlineData("Label = \"대기 중\"", 1)]
    [InlineData("json[\"type\"] = \"rich_text\"", 0)]
    [InlineData("// \"That did not work\"", 0)]
    [InlineData("throw new InvalidOperationException(\"There is no room for a picture.\")", 0)]
    [InlineData("throw new UserFacingException(\"The quote is not closed.\")", 1)]
    [InlineData("new CommandExample(\"scan redis:7\", CommandStrings.Say(words => words.ScanUsual)),", 0)]
    [InlineData("new CommandExample(\"scan redis:7\", \"the usual way\"),", 2)]
    public void Prose_InALineOfCode_IsFoundWhereAPersonReadsIt(string line, int expected) => Assert.Equal(expected, Prose([line]).Count());

    private static Dictionary<string, List<string>> Files()
    {
        var source = Path.Combine(Repository.Root, "src");
        return new[] { "Conversation", "Terminal", "Slack", "Discord", "Reporting", "Web" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(source, $"DockerScan.{project}"), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Name: Path.GetRelativePath(source, file).Replace('\\', '/'), File: file))
            .Where(file => !ForOperators().IsMatch(file.Name) && !NotForReaders.Contains(file.Name))
            .Select(file => (file.Name, Texts: Prose(File.ReadLines(file.File)).ToList()))
            .Where(file => file.Texts.Count > 0)
            .ToDictionary(file => file.Name, file => file.Texts, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Prose(IEnumerable<string> lines)
    {
        var isRaw = false;
        foreach (var line in lines)
        {
            if (line.Split("\"\"\"").Length % 2 == 0)
            {
                isRaw = !isRaw;
                continue;
            }

            if (isRaw || line.TrimStart().StartsWith("//", StringComparison.Ordinal) || NotShown().IsMatch(line))
            {
                continue;
            }

            foreach (var text in Literal().Matches(line).Select(match => Hole().Replace(match.Groups["text"].Value, "{}")).Where(text => !Markup().IsMatch(text) && Words().IsMatch(text)))
            {
                yield return text;
            }
        }
    }

    [GeneratedRegex(@"(?:Validator|Secrets|Status|HealthProbe|Setup|FormatException)\.cs$|/Log\.cs$|/(?:Strings|Http|Gateway|Sockets|Rest|Checklists|OpenVex)/", RegexOptions.NonBacktracking)]
    private static partial Regex ForOperators();

    [GeneratedRegex(@"throw new (?!UserFacingException)\w+|new ScanFailure\(|\bLog\.|(?:failures|problems|_problems)\.Add|new CommandExample\(""[^""]*"", (?:Command|Watch|Acceptance)Strings\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotShown();

    [GeneratedRegex("\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    // Markup, and a literal that was cut in a hole with literals of its own.
    [GeneratedRegex("<|=\\\\\"|\\{(?!\\})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\p{L}{2,}[,;:]? [a-z]{2,}|[가-힣]", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
