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
        ["Sqlite"] = ["Core"],
        ["Reporting"] = ["Core", "Yaml"],
        ["Conversation"] = ["Core", "Engine"],
        ["Slack"] = ["Core", "Conversation"],
        ["Discord"] = ["Core", "Conversation"],
        ["Terminal"] = ["Core", "Conversation"],
        ["Host"] = ["Core", "Engine", "Docker", "Registry", "Scanners", "VirusTotal", "Sqlite", "Reporting", "Conversation", "Slack", "Discord", "Terminal"],
    };

    // The sentinel's arrows that look back: without them its folders make no circle. This list gets shorter, never longer.
    private static readonly (string From, string To)[] KnownOfSentinel =
    [
        (".", "Gate"),
        ("Capture", "Dns"),
        ("Capture", "Sink"),
        ("Dns", "Metadata"),
        ("Dns", "Sink"),
        ("Dns", "Sink.Dialogues"),
        ("Inspect", "."),
        ("Inspect", "Gate"),
        ("Inspect", "Inspect.Calls"),
        ("Metadata", "Sink.Dialogues"),
        ("Netlink", "Sink"),
        ("Output", "Inspect"),
    ];

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
    [InlineData("Core")]
    [InlineData("Conversation")]
    public void Folders_OfAProject_MakeNoCircle(string project) => Assert.Empty(FolderCircles.Find(Folders(project, $"DockerScan.{project}.dll")));

    [Fact]
    public void Folders_OfSentinel_MakeNoCircleButTheKnown()
    {
        var arrows = Folders("Sentinel", "sentinel.dll");

        Assert.All(KnownOfSentinel, known => Assert.True(arrows.ContainsKey(known), $"{known.From} -> {known.To} is gone: strike it off the list"));
        Assert.Empty(FolderCircles.Find(arrows.Where(arrow => !KnownOfSentinel.Contains(arrow.Key)).ToDictionary()));
        Assert.All(KnownOfSentinel, known => Assert.True(
            FolderCircles.Find(arrows.Where(arrow => arrow.Key == known || !KnownOfSentinel.Contains(arrow.Key)).ToDictionary()).Count > 0,
            $"{known.From} -> {known.To} closes no circle any more: strike it off the list"));
    }

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
