using System.Xml.Linq;

namespace DockerScan.Host.Tests;

/// <summary>Holds the arrows of docs/architecture.md over the project files themselves.</summary>
public sealed class ProjectArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Engine"] = ["Core"],
        ["Docker"] = ["Core"],
        ["Registry"] = ["Core"],
        ["Scanners"] = ["Core"],
        // A program of its own: what it shares with the host are source files, not references.
        ["Sentinel"] = [],
        ["VirusTotal"] = ["Core"],
        ["Sqlite"] = ["Core"],
        ["Reporting"] = ["Core"],
        ["Conversation"] = ["Core", "Engine"],
        ["Slack"] = ["Core", "Conversation"],
        ["Discord"] = ["Core", "Conversation"],
        ["Terminal"] = ["Core", "Conversation"],
        ["Host"] = ["Core", "Engine", "Docker", "Registry", "Scanners", "VirusTotal", "Sqlite", "Reporting", "Conversation", "Slack", "Discord", "Terminal"],
    };

    [Fact]
    public void Source_EveryProject_IsInTheTable()
        => Assert.Equal(Allowed.Keys.Order(), Projects().Select(Name).Order());

    [Fact]
    public void References_OfEveryProject_PointAtCoreOnlyOrAsTheTableSays()
    {
        foreach (var project in Projects())
        {
            var referenced = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Name(reference.Attribute("Include")!.Value));
            Assert.Empty(referenced.Except(Allowed[Name(project)]));
        }
    }

    [Fact]
    public void Packages_OfCore_AreNone()
        => Assert.Empty(XDocument.Load(Projects().Single(path => Name(path) == "Core")).Descendants("PackageReference"));

    [Fact]
    public void Source_EveryProject_HasATestTwin()
        => Assert.All(Projects(), path => Assert.True(
            Directory.Exists(Path.Combine(Repository.Root, "tests", $"DockerScan.{Name(path)}.Tests")), path));

    private static IEnumerable<string> Projects()
        => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path).Replace("DockerScan.", string.Empty, StringComparison.Ordinal);
}
