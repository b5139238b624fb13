using System.Xml.Linq;
using DockerScan.Host.Tests.Folders;

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
        ["Yaml"] = ["Core"],
        ["Scanners"] = ["Core", "Yaml"],
        // A program of its own: what it shares with the host are source files, not references.
        ["Sentinel"] = [],
        ["VirusTotal"] = ["Core"],
        ["Documents"] = ["Core"],
        ["Sqlite"] = ["Core", "Documents"],
        ["Mongo"] = ["Core", "Documents"],
        ["Scheduling"] = ["Core"],
        ["Reporting"] = ["Core", "Yaml"],
        ["Conversation"] = ["Core", "Engine"],
        ["Slack"] = ["Core", "Conversation"],
        ["Discord"] = ["Core", "Conversation"],
        ["Terminal"] = ["Core", "Conversation"],
        ["Webhooks"] = ["Core", "Conversation"],
        ["Web"] = ["Core", "Engine"],
        ["Host"] = ["Core", "Engine", "Docker", "Registry", "Scanners", "VirusTotal", "Sqlite", "Mongo", "Scheduling", "Reporting", "Conversation", "Slack", "Discord", "Terminal", "Web", "Webhooks"],
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

    [Theory]
    [InlineData("Core", "DockerScan.Core.dll")]
    [InlineData("Engine", "DockerScan.Engine.dll")]
    [InlineData("Conversation", "DockerScan.Conversation.dll")]
    [InlineData("Sentinel", "sentinel.dll")]
    public void Folders_OfAProject_MakeNoCircle(string project, string file) => Assert.Empty(FolderCircles.Find(Folders(project, file)));

    [Fact]
    public void Source_EveryProject_HasATestTwin()
        => Assert.All(Projects(), path => Assert.True(
            Directory.Exists(Path.Combine(Repository.Root, "tests", $"DockerScan.{Name(path)}.Tests")), path));

    private static IEnumerable<string> Projects()
        => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);

    // Each project's own folder of artifacts, so that it is the one just built.
    private static IReadOnlyDictionary<(string From, string To), string> Folders(string project, string file)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        return FolderArrows.Read(Path.Combine(built.Parent!.Parent!.FullName, $"DockerScan.{project}", built.Name, file), $"DockerScan.{project}");
    }

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path).Replace("DockerScan.", string.Empty, StringComparison.Ordinal);
}
