using System.Text.Json;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Mapping;

namespace DockerScan.Scanners.Tests.Trivy.Mapping;

/// <summary>The same image in the form of Trivy 0.44.1 and in that of 0.74: no finding is new by its form alone.</summary>
public sealed class ReportFormsTests
{
    private readonly TrivyReportMapper _mapper = new(TestChecklist.Create());

    [Theory]
    [InlineData("opensuse")]
    [InlineData("sles")]
    [InlineData("mariner")]
    [InlineData("alpine")]
    [InlineData("debian")]
    public void Map_BothForms_HaveTheSameKeys(string image)
    {
        var (old, today) = (Keys($"forms/{image}-0.44.1.json"), Keys($"forms/{image}-0.74.0.json"));

        Assert.NotEmpty(old);
        Assert.Equal(old, today);
    }

    // What Trivy's own tests expect of it is read where it was put; it is not ours to keep here.
    [Fact]
    public void Map_ReportsOfTrivysOwnTests_AreRead()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_REPORTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "DOCKERSCAN_TEST_TRIVY_REPORTS names no folder of reports");
        foreach (var file in Directory.EnumerateFiles(folder!, "*.json"))
        {
            var mapped = Read(File.ReadAllText(file));

            Assert.NotEmpty(mapped.Findings);
            Assert.DoesNotContain(mapped.Findings, finding => finding.Location.Contains("pkg:generic", StringComparison.Ordinal));
            // Without the URLs the locations stay: this is what an old Trivy would have said of the same packages.
            Assert.Equal(Locations(mapped), Locations(Read(File.ReadAllText(file).Replace("\"PURL\"", "\"none\"", StringComparison.Ordinal))));
        }
    }

    private static List<string> Locations(MappedReport mapped) => [.. mapped.Findings.Select(finding => $"{finding.Id} {finding.Location}").Order(StringComparer.Ordinal)];

    private List<string> Keys(string name)
        => [.. Read(File.ReadAllText(TestFiles.Report(name))).Findings
            .Select(finding => $"{finding.Id} {finding.Location} {FindingKey.Create("docker.io/library/x", "linux/amd64", finding)}").Order(StringComparer.Ordinal)];

    private MappedReport Read(string json) => _mapper.Map(JsonSerializer.Deserialize(json, TrivyJsonContext.Default.TrivyReport)!, 1000);
}
