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

    public static TheoryData<string> Scanned => [.. Directory.EnumerateFiles(TestFiles.Report("forms/real"), "*-0.44.1.json").Select(file => Path.GetFileName(file)[..^"-0.44.1.json".Length]).Order(StringComparer.Ordinal)];

    // Written by hand: systems and languages that Trivy's own tests have no image of.
    [Theory]
    [InlineData("opensuse")]
    [InlineData("sles")]
    [InlineData("mariner")]
    [InlineData("alpine")]
    [InlineData("debian")]
    public void Map_BothForms_HaveTheSameKeys(string image)
    {
        var (old, today) = (Keys(File.ReadAllText(TestFiles.Report($"forms/{image}-0.44.1.json"))), Keys(File.ReadAllText(TestFiles.Report($"forms/{image}-0.74.0.json"))));

        Assert.NotEmpty(old);
        Assert.Equal(old, today);
    }

    // npm's Trivy said it of an image with the packages that 0.74 found vulnerable (eng/systems/forms.sh).
    [Theory]
    [MemberData(nameof(Scanned))]
    public void Map_WhatTrivy0441SaidOfTheSamePackages_HasTheSameKeys(string image)
    {
        var findings = TodaysForm.Findings.Where(finding => finding.Image == image).ToList();

        var (old, today) = (Keys(File.ReadAllText(TestFiles.Report($"forms/real/{image}-0.44.1.json"))), Keys(TodaysForm.Report(findings)));

        Assert.Equal(findings.Count, today.Count);
        Assert.Equal(old, today);
    }

    [Fact]
    public void Scanned_EveryImageOfTheTable_IsThere()
        // A lock of npm is not read in an image.
        => Assert.Equal(TodaysForm.Findings.Where(finding => finding.Type != "npm").Select(finding => finding.Image).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Scanned.Select(row => row.Data));

    [Fact]
    public void Map_PackagesOfToday_HaveTheLocationsOfBefore()
    {
        foreach (var image in TodaysForm.Findings.GroupBy(finding => finding.Image, StringComparer.Ordinal))
        {
            var today = Keys(TodaysForm.Report([.. image]));

            Assert.DoesNotContain(today, key => key.Contains("pkg:generic", StringComparison.Ordinal));
            Assert.Equal(Keys(TodaysForm.Report([.. image], withUrls: false)), today);
        }
    }

    [Fact]
    public void Map_ReportsOfTrivysOwnTests_AreReadAndAreAsInTheTable()
    {
        Assert.SkipWhen(TodaysForm.Folder is null, "no folder shared/trivy-reports beside the repository, and DOCKERSCAN_TEST_TRIVY_REPORTS names none");
        foreach (var file in Directory.EnumerateFiles(TodaysForm.Folder!, "*.json"))
        {
            var (image, text) = (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
            var mapped = Read(text);

            Assert.NotEmpty(mapped.Findings);
            Assert.DoesNotContain(mapped.Findings, finding => finding.Location.Contains("pkg:generic", StringComparison.Ordinal));
            // Without the URLs the locations stay: this is what an old Trivy would have said of the same packages.
            Assert.Equal(Keys(text), Keys(text.Replace("\"PURL\"", "\"none\"", StringComparison.Ordinal)));
            Assert.Equal(TodaysForm.Findings.Where(finding => finding.Image == image), TodaysForm.Read(file));
            if (Scanned.Any(row => row.Data == image))
            {
                Assert.Equal(Keys(File.ReadAllText(TestFiles.Report($"forms/real/{image}-0.44.1.json"))), Keys(text));
            }
        }
    }

    // The end of a system is our list's and hangs on the day, not on the form.
    private List<string> Keys(string json)
        => [.. Read(json).Findings.Where(finding => finding.Id != "os-end-of-life")
            .Select(finding => $"{finding.Id} {finding.Location} {FindingKey.Create("docker.io/library/x", "linux/amd64", finding)}").Order(StringComparer.Ordinal)];

    private MappedReport Read(string json) => _mapper.Map(JsonSerializer.Deserialize(json, TrivyJsonContext.Default.TrivyReport)!, 1000);
}
