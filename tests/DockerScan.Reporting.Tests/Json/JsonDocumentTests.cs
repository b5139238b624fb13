using System.Text.Json;

namespace DockerScan.Reporting.Tests.Json;

/// <summary>docs/json.md names every member of the contract.</summary>
public sealed class JsonDocumentTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Document_EveryMemberOfTheGoldens_IsNamed()
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs", "json.md"));
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "tests", "DockerScan.Reporting.Tests", "testdata", "ReportGoldenTests"), "*.golden.json"))
        {
            using var golden = JsonDocument.Parse(File.ReadAllText(file));
            Collect(golden.RootElement, members);
        }

        Assert.True(members.Count > 50, $"only {members.Count} members were found");
        Assert.DoesNotContain(members, member => !text.Contains($"`{member}`", StringComparison.Ordinal));
    }

    private static void Collect(JsonElement element, HashSet<string> members)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                members.Add(member.Name);
                Collect(member.Value, members);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, members);
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the solution is not above the tests");
        }

        return folder.FullName;
    }
}
