using System.Text.Json.Nodes;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Tests.Trivy.Report;

/// <summary>What changed in the report's form between the Trivy that made the project's own reports (0.44) and 0.74 changes no finding.</summary>
public sealed class CurrentFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Map_ReportInTheFormOfToday_HasTheSameFindings()
    {
        var old = JsonNode.Parse(await File.ReadAllTextAsync(TestFiles.Report("debian-small.json"), TestContext.Current.CancellationToken))!.AsObject();
        var expected = await MapAsync(old);

        var renamed = Modernize(old);
        var mapped = await MapAsync(old);

        Assert.Equal(5, renamed);
        Assert.Equal(
            expected.Findings.Select(finding => (finding.KeyClass, finding.Id, finding.Location, finding.Severity, finding.InstalledVersion, finding.FixedVersion, finding.Evidence)),
            mapped.Findings.Select(finding => (finding.KeyClass, finding.Id, finding.Location, finding.Severity, finding.InstalledVersion, finding.FixedVersion, finding.Evidence)));
        Assert.Equal((expected.PackageCount, expected.OsPackageCount), (mapped.PackageCount, mapped.OsPackageCount));
        Assert.NotEmpty(mapped.Findings);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Adds and renames what the releases 0.51 to 0.74 did; the number of rules that got another name.</summary>
    private static int Modernize(JsonObject report)
    {
        // 0.68 and 0.69: who made it. 0.62: size and layers. 0.68: the reference.
        report["Trivy"] = new JsonObject { ["Version"] = "0.74.0" };
        report["ReportID"] = "0198f0c2-0000-7000-8000-000000000000";
        report["CreatedAt"] = "2026-08-21T13:10:25.123456789Z";
        report["ArtifactID"] = "sha256:0";
        report["Metadata"]!["Size"] = 1_048_576;
        report["Metadata"]!["Reference"] = "sample:1";
        report["Metadata"]!["Layers"] = new JsonArray(new JsonObject { ["Size"] = 1, ["Digest"] = "sha256:1", ["DiffID"] = "sha256:2", ["CreatedBy"] = "COPY . ." });
        var renamed = 0;
        foreach (var result in report["Results"]!.AsArray().Select(one => one!.AsObject()))
        {
            foreach (var package in All(result, "Packages"))
            {
                package["AnalyzedBy"] = "dpkg";
                package["Identifier"] = new JsonObject { ["UID"] = "6b1c0d6a1d1f5d0e" };
            }

            foreach (var vulnerability in All(result, "Vulnerabilities"))
            {
                vulnerability["Fingerprint"] = "sha256:3";
                vulnerability["PkgIdentifier"] = new JsonObject { ["UID"] = "6b1c0d6a1d1f5d0e" };
                vulnerability["DataSource"]!["BaseID"] = "debian";
            }

            foreach (var secret in All(result, "Secrets"))
            {
                secret["Offset"] = 42;
            }

            // 0.69: DS002 with AVD-DS-0002 became DS-0002 alone.
            foreach (var rule in All(result, "Misconfigurations"))
            {
                rule["ID"] = rule["AVDID"]!.GetValue<string>()["AVD-".Length..];
                rule.Remove("AVDID");
                renamed++;
            }
        }

        // 0.52: a result of a language without a finding is listed too.
        report["Results"]!.AsArray().Add(new JsonObject { ["Target"] = "Python", ["Class"] = "lang-pkgs", ["Type"] = "python-pkg" });
        return renamed;
    }

    private static IEnumerable<JsonObject> All(JsonObject result, string name) => (result[name] as JsonArray ?? []).Select(one => one!.AsObject());

    private async Task<MappedReport> MapAsync(JsonObject report)
    {
        await File.WriteAllTextAsync(_folder["report.json"], report.ToJsonString(), TestContext.Current.CancellationToken);
        var read = await TrivyReportReader.ReadAsync(_folder["report.json"], 1 << 20, TestContext.Current.CancellationToken);
        Assert.Null(read.Problem);
        return new TrivyReportMapper(TestChecklist.Create()).Map(read.Report!, 1000);
    }
}
