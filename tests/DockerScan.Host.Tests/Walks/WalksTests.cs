using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerScan.Host.Tests.Walks;

/// <summary>The walks of docs/architecture.md go through members that are where they are said to be, and are no longer than they may be.</summary>
public sealed partial class WalksTests
{
    // A change above a member moves it: some lines do no harm to who looks for it.
    private const int Tolerance = 3;

    private static readonly string Document = Path.Combine(Repository.Root, "docs", "architecture.md");

    public static TheoryData<string, int> Longest => new()
    {
        { "`scan --json` to the printed object", 25 },
        { "A command in Slack to the posted card", 28 },
        { "An answer that comes later to the edited card", 26 },
        { "A cancel from another process to the stopped scan", 20 },
    };

    [Theory]
    [MemberData(nameof(Longest))]
    public void Walk_HandOvers_AreAsManyAsItsHeadingSaysAndNoMoreThanMayBe(string title, int longest)
    {
        var lines = File.ReadAllLines(Document);
        var heading = Array.FindIndex(lines, line => line.StartsWith($"### {title}: ", StringComparison.Ordinal));
        Assert.True(heading >= 0, $"there is no walk '{title}'");

        var steps = lines.Skip(heading + 1).TakeWhile(line => !line.StartsWith('#')).Where(line => Step().IsMatch(line)).ToList();

        Assert.Equal($"### {title}: {steps.Count}", lines[heading]);
        Assert.InRange(steps.Count, 5, longest);
    }

    [Fact]
    public void Steps_EachMember_StandsInItsFileAtItsLine()
    {
        var text = File.ReadAllText(Document);
        var steps = Step().Matches(text).ToList();
        Assert.True(steps.Count > 60, $"only {steps.Count} steps were found");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(Document, Step().Replace(text, Moved));
            return;
        }

        Assert.All(steps, step => Assert.True(
            Lines(step).Exists(line => Math.Abs(line - Given(step)) <= Tolerance),
            $"{step.Groups["file"].Value}: {step.Groups["member"].Value} stands in line {string.Join(", ", Lines(step))}, not in {Given(step)}; UPDATE_GOLDEN=1 writes it anew"));
    }

    private static int Given(Match step) => int.Parse(step.Groups["line"].Value, CultureInfo.InvariantCulture);

    private static string Moved(Match step)
    {
        var nearest = Lines(step).MinBy(line => Math.Abs(line - Given(step)));
        return step.Value.Replace($":{step.Groups["line"].Value}](", FormattableString.Invariant($":{nearest}]("), StringComparison.Ordinal)
            .Replace($"#L{step.Groups["line"].Value})", FormattableString.Invariant($"#L{nearest})"), StringComparison.Ordinal);
    }

    // Where the member is declared; a type of that name must be in a file of its name.
    private static List<int> Lines(Match step)
    {
        var file = Path.Combine(Repository.Root, step.Groups["file"].Value);
        Assert.True(File.Exists(file), $"there is no {step.Groups["file"].Value}");
        Assert.Equal(step.Groups["type"].Value, Path.GetFileNameWithoutExtension(file));
        var declaration = new Regex($@"^\s+(public|private|protected|internal)\b.*\b{step.Groups["member"].Value}(<\w+>)?\(", RegexOptions.NonBacktracking);
        return [.. File.ReadLines(file).Index().Where(line => declaration.IsMatch(line.Item)).Select(line => line.Index + 1)];
    }

    [GeneratedRegex(
        @"^\d+\. `(?<type>\w+)\.(?<member>\w+)`: [^\n]+\. \[(?<file>src/[\w./]+):(?<line>\d+)\]\(\.\./[\w./]+#L\d+\)$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
