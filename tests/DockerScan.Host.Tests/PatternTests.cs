using System.Reflection;
using System.Text.RegularExpressions;

namespace DockerScan.Host.Tests;

/// <summary>Text out of an image meets no pattern that can be made slow: every pattern is linear, and where one is not, it says so here with its reason.</summary>
public sealed partial class PatternTests
{
    // What these read is the operator's own: patterns of config/*.yaml.
    private static readonly string[] OfOurOwnText = ["DockerScan.Scanners.Patterns.LinePattern.Unsupported"];

    [Fact]
    public void GeneratedPatterns_All_AreLinear()
    {
        var patterns = Directory.GetFiles(AppContext.BaseDirectory, "DockerScan.*.dll")
            .Where(file => !Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal) && !Path.GetFileName(file).Contains("TestKit", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom).SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(member => (Name: $"{member.DeclaringType}.{member.Name}", Pattern: member.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(each => each.Pattern is not null).ToList();

        Assert.True(patterns.Count > 20, $"only {patterns.Count} patterns were found");
        Assert.Empty(patterns.Where(each => !each.Pattern!.Options.HasFlag(RegexOptions.NonBacktracking)).Select(each => each.Name).Except(OfOurOwnText));
    }

    [Fact]
    public void Source_PatternsMadeAtRunTime_AreLinePatternsAlone()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).ToList();

        Assert.True(sources.Count > 500, $"only {sources.Count} files were found");
        Assert.Equal(["LinePattern.cs", "TagPattern.cs"], sources.Where(file => MadeAtRunTime().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    // new Regex(…), Regex.IsMatch(…) and their like: LinePattern bounds the ordinary engine's time and then takes the linear one, TagPattern has the linear one alone.
    [GeneratedRegex(@"\bnew Regex\(|\bRegex\??\s+\w+(?:\s*\{[^}]*\})?\s*=\s*new\(|\bRegex\.(?:IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches|EnumerateSplits)\(", RegexOptions.NonBacktracking)]
    private static partial Regex MadeAtRunTime();
}
