using System.Text.Json.Nodes;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Matching;

/// <summary>The scanner with a stub in Trivy's place that counts its runs, a server that is none, and the sample database.</summary>
internal sealed class KnownContentBed : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public KnownContentBed(Action<Scanners.Trivy.TrivyOptions>? configure = null)
    {
        Bed = new TrivyBed(Time, configure, Server, Servers);
        var samples = Path.Combine(TestFiles.Repository, "samples", "trivy-db", "db");
        Directory.CreateDirectory(Path.Combine(Bed.Paths.Root, "db"));
        File.Copy(Path.Combine(samples, "trivy.db"), DatabaseInspector.DatabaseFile(Bed.Paths.Root));
        File.WriteAllText(
            DatabaseInspector.MetadataFile(Bed.Paths.Root), """{"Version":2,"NextUpdate":"2099-01-01T00:00:00Z","UpdatedAt":"2026-11-23T00:00:00Z"}""");
        WriteStub();
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public FakeTrivyServer Server { get; } = new();

    public FakeServerFinder Servers { get; } = new();

    public TrivyBed Bed { get; }

    /// <summary>The command's report, as it will be given.</summary>
    public JsonNode Report { get; } = JsonNode.Parse($$"""
        {
          "SchemaVersion": 2, "ArtifactName": "{{TrivyBed.ImageId}}", "ArtifactType": "container_image",
          "Metadata": { "OS": { "Family": "debian", "Name": "12.5" } },
          "Results": [
            {
              "Target": "{{TrivyBed.ImageId}} (debian 12.5)", "Class": "os-pkgs", "Type": "debian",
              "Packages": [
                { "ID": "tar@2:1.34-1", "Name": "tar", "Version": "1.34", "Release": "1", "Epoch": 2, "Arch": "amd64", "SrcName": "tar", "SrcVersion": "1.34", "SrcRelease": "1", "SrcEpoch": 2, "Maintainer": "who", "Layer": { "DiffID": "sha256:aa11bb22cc33dd" } },
                { "ID": "bash@5.2", "Name": "bash", "Version": "5.2", "SrcName": "bash", "SrcVersion": "5.2", "DependsOn": [ "tar@2:1.34-1" ], "Layer": { "DiffID": "sha256:aa11bb22cc33dd" } }
              ],
              "Vulnerabilities": [
                { "VulnerabilityID": "CVE-2005-2541", "PkgID": "tar@2:1.34-1", "PkgName": "tar", "InstalledVersion": "2:1.34-1", "Status": "affected", "Layer": { "DiffID": "sha256:aa11bb22cc33dd" }, "SeveritySource": "debian", "Severity": "LOW", "Title": "old" }
              ]
            },
            {
              "Target": "Node.js", "Class": "lang-pkgs", "Type": "node-pkg",
              "Packages": [ { "ID": "lodash@4.17.4", "Name": "lodash", "Version": "4.17.4", "FilePath": "app/lodash/package.json", "Layer": { "DiffID": "sha256:ee44ff55aa66bb" } } ],
              "Vulnerabilities": [
                { "VulnerabilityID": "CVE-2021-23337", "PkgID": "lodash@4.17.4", "PkgName": "lodash", "PkgPath": "app/lodash/package.json", "InstalledVersion": "4.17.4", "FixedVersion": "4.17.21", "Status": "fixed", "Layer": { "DiffID": "sha256:ee44ff55aa66bb" }, "SeveritySource": "ghsa", "Severity": "HIGH", "CweIDs": [ "CWE-94" ] }
              ]
            },
            { "Target": "/app/key.pem", "Class": "secret", "Secrets": [ { "RuleID": "private-key", "Category": "AsymmetricPrivateKey", "Severity": "HIGH", "Title": "Asymmetric Private Key", "StartLine": 1, "EndLine": 1, "Match": "NEIGHBOUR=clear ****" } ] },
            { "Target": "{{TrivyBed.ImageId}}", "Class": "secret", "Secrets": [ { "RuleID": "aws-access-key-id", "Category": "AWS", "Severity": "CRITICAL", "Title": "AWS Access Key ID", "StartLine": 1, "EndLine": 1, "Match": "OTHER=neighbour AWS_ACCESS_KEY_ID=********************" } ] }
          ]
        }
        """)!;

    /// <summary>How often the command looked at an image.</summary>
    public int Runs => File.Exists(Bed.Folder["runs"]) ? File.ReadAllLines(Bed.Folder["runs"]).Length : 0;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void WriteStub(string more = "", string version = "0.74.0")
    {
        File.WriteAllText(Bed.Folder["report.json"], Report.ToJsonString());
        Bed.WriteStub($"echo run >> {Bed.Folder["runs"]}; cp {Bed.Folder["report.json"]} \"$out\"; {more}", version);
    }

    public Task<ScannerOutcome> ScanAsync() => Bed.ScanAsync("/etc/os-release", "/app/key.pem");

    public void Dispose() => Bed.Dispose();
}
