using System.Text.Json.Nodes;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server.Rpc;

namespace DockerScan.Scanners.Tests.Trivy.Matching;

/// <summary>An image seen before is compared by a server, with the findings that the command gives; wherever that is in doubt the command runs.</summary>
[Collection(ChildProcesses.Name)]
public sealed class KnownContentTests : IDisposable
{
    private readonly KnownContentBed _bed = new();

    [Fact]
    public async Task ScanAsync_KnownImage_GivesTheSameWithoutTheCommand()
    {
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        Assert.Equal(4, first.Findings.Count);
        AssertSame(first, second);
        Assert.Contains(second.Findings, finding => finding.Location == "ENV AWS_ACCESS_KEY_ID");
        Assert.Contains("layer aa11bb22cc33", Assert.Single(second.Findings, finding => finding.Id == "CVE-2005-2541").Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("way", first.Evidence.Keys);
        Assert.Contains("known", second.Evidence["way"], StringComparison.Ordinal);
        Assert.Equal(0, _bed.Server.Left);
    }

    [Fact]
    public async Task ScanAsync_KnownImageOfManyPackages_GivesTheSameWithoutTheCommand()
    {
        // More than one buffer of whoever reads the report, and what was kept of it.
        var packages = _bed.Report["Results"]![0]!["Packages"]!.AsArray();
        for (var i = 0; i < 2000; i++)
        {
            packages.Add(JsonNode.Parse($$"""{ "ID": "p{{i}}@1.0", "Name": "p{{i}}", "Version": "1.0", "Maintainer": "somebody of some place", "DependsOn": [ "tar@2:1.34-1" ], "SrcName": "p{{i}}", "SrcVersion": "1.0", "Layer": { "DiffID": "sha256:aa11bb22cc33dd" } }"""));
        }

        _bed.WriteStub();
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        Assert.Equal(2003, second.PackageCount);
        AssertSame(first, second);
    }

    [Fact]
    public async Task ScanAsync_ServerHoldsItsDatabaseLocked_GivesTheSameWithoutTheCommand()
    {
        // As Trivy before 0.68 does, all the time.
        using var locked = new FileStream(DatabaseInspector.DatabaseFile(_bed.Bed.Paths.Root), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        AssertSame(first, second);
    }

    [Fact]
    public async Task ScanAsync_Misconfiguration_IsNotLost()
    {
        _bed.Report["Results"]!.AsArray().Add(JsonNode.Parse("""
            { "Target": "Dockerfile", "Class": "config", "Type": "dockerfile", "Misconfigurations": [ { "ID": "DS013", "AVDID": "AVD-DS-0013", "Title": "RUN cd", "Severity": "MEDIUM", "Status": "FAIL", "CauseMetadata": { "StartLine": 3, "EndLine": 3 } } ] }
            """));
        _bed.WriteStub();
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        Assert.Contains(second.Findings, finding => finding.Check == Core.Checks.CheckIds.Misconfiguration);
        AssertSame(first, second);
    }

    [Fact]
    public async Task ScanAsync_SomethingNewIsKnown_IsFoundWithoutTheCommand()
    {
        await _bed.ScanAsync();
        _bed.Server.Advisories.Add(("bash", new RpcVulnerability { VulnerabilityId = "CVE-2026-0001", Severity = "CRITICAL", SeveritySource = "nvd", Status = 2 }));

        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        Assert.Contains(second.Findings, finding => finding is { Id: "CVE-2026-0001", Location: "pkg:deb/debian/bash" });
    }

    [Fact]
    public async Task ScanAsync_NoServer_RunsTheCommandEachTime()
    {
        _bed.Servers.IsThere = false;
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
        AssertSame(first, second);
        Assert.Equal(0, _bed.Server.Scans);
    }

    [Fact]
    public async Task ScanAsync_SeenWithoutAServer_IsProvenByOneMoreRun()
    {
        _bed.Servers.IsThere = false;
        await _bed.ScanAsync();
        _bed.Servers.IsThere = true;

        await _bed.ScanAsync();
        Assert.Equal(2, _bed.Runs);
        await _bed.ScanAsync();
        Assert.Equal(2, _bed.Runs);
    }

    public static TheoryData<string> Lies => [.. AllLies.Keys];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task ScanAsync_AnswerThatProvesNothing_RunsTheCommand(string lie)
    {
        var first = await _bed.ScanAsync();
        _bed.Server.Change = AllLies[lie];

        var second = await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
        AssertSame(first, second);
        // A new server would say the same: an odd image must not end it for all others.
        Assert.False(_bed.Bed.Alarm.Take("server1"));
        Assert.Equal(0, _bed.Server.Left);
    }

    [Fact]
    public async Task ScanAsync_SystemWithoutPackagesIsNamed_IsNoReasonToDoubt()
    {
        await _bed.ScanAsync();
        _bed.Server.Change = answer => answer with { Results = [.. answer.Results!, new RpcResult { Target = "x (debian 12.5)", Class = "os-pkgs", Type = "debian" }] };

        await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ScanAsync_ServerFails_RunsTheCommand(bool isAway)
    {
        var first = await _bed.ScanAsync();
        _bed.Server.Failure = () => new TrivyRpcException("no answer within 10 s") { IsAway = isAway };

        var second = await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
        AssertSame(first, second);
        Assert.Equal(isAway, _bed.Bed.Alarm.Take("server1"));
    }

    [Fact]
    public async Task ScanAsync_ServerIsReplacedWhileItAnswers_RunsTheCommand()
    {
        await _bed.ScanAsync();
        var asked = 0;
        _bed.Servers.Asked = () => _bed.Servers.Id = ++asked == 1 ? "server1" : "server2";

        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_ServerThatFindsLess_IsNeverBelieved()
    {
        // It knows the packages that prove it, and not one of the image's.
        _bed.Server.Advisories.Clear();
        var first = await _bed.ScanAsync();
        _bed.Server.Advisories.AddRange(new FakeTrivyServer().Advisories);
        var second = await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
        AssertSame(first, second);

        // The second run proved it.
        await _bed.ScanAsync();
        Assert.Equal(2, _bed.Runs);
    }

    [Theory]
    [InlineData("Modularitylabel")]
    [InlineData("BuildInfo")]
    [InlineData("SomethingOfTomorrow")]
    public async Task ScanAsync_PackageWithAMemberThatIsNotSent_RunsTheCommand(string member)
    {
        _bed.Report["Results"]![0]!["Packages"]![0]![member] = JsonValue.Create("x");
        _bed.WriteStub();
        await _bed.ScanAsync();
        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_RepositoriesOfAnotherAlpine_RunsTheCommand()
    {
        _bed.WriteStub("echo 'WARN Mixing Alpine versions is unsupported, os: 3.19, repository: edge' >&2");
        await _bed.ScanAsync();
        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_LanguageThatNothingCanProve_RunsTheCommand()
    {
        _bed.Report["Results"]![1]!["Type"] = "conda-pkg";
        _bed.WriteStub();
        await _bed.ScanAsync();
        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_LanguageOfWhichTheDatabaseHasNothing_NeedsNoProofAndKeepsItsGap()
    {
        _bed.Report["Results"]![1]!["Type"] = "gobinary";
        _bed.Report["Results"]![1]!["Vulnerabilities"] = null;
        _bed.Server.Advisories.RemoveAll(pair => pair.Package == "lodash");
        _bed.WriteStub();
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        AssertSame(first, second);
        Assert.Contains(second.Gaps, gap => gap.Kind == Core.Stages.GapKind.AdvisoriesMissing);
    }

    [Fact]
    public async Task ScanAsync_NoPackageAndNoSystem_NeedsOnlyThatAServerIsThere()
    {
        _bed.Report["Metadata"]!["OS"] = null;
        _bed.Report["Results"]!.AsArray().RemoveAt(0);
        _bed.Report["Results"]!.AsArray().RemoveAt(0);
        _bed.WriteStub();
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        AssertSame(first, second);
    }

    [Fact]
    public async Task ScanAsync_AnotherTrivy_RunsTheCommand()
    {
        await _bed.ScanAsync();
        _bed.WriteStub(version: "0.73.0");
        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_OtherRules_RunsTheCommand()
    {
        await _bed.ScanAsync();
        Directory.CreateDirectory(Path.Combine(_bed.Bed.Paths.Root, "policy"));
        await File.WriteAllTextAsync(Path.Combine(_bed.Bed.Paths.Root, "policy", "metadata.json"), "{}", KnownContentBed.Stop);
        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_AnotherImage_RunsTheCommand()
    {
        await _bed.ScanAsync();
        await _bed.Bed.Scanner.ScanAsync(TrivyBed.Input("sha256:" + new string('2', 64)), KnownContentBed.Stop);

        Assert.Equal(2, _bed.Runs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Form\":1")]
    [InlineData("{\"Form\":9}")]
    public async Task ScanAsync_WhatWasKeptIsDamaged_RunsTheCommand(string content)
    {
        await _bed.ScanAsync();
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_bed.Bed.Paths.Analyses)), content, KnownContentBed.Stop);
        await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
    }

    [Fact]
    public async Task ScanAsync_WhatWasKeptOfAnotherImage_RunsTheCommand()
    {
        await _bed.ScanAsync();
        var other = "sha256:" + new string('2', 64);
        var kept = Assert.Single(Directory.GetFiles(_bed.Bed.Paths.Analyses));
        File.Copy(kept, kept.Replace(new string('1', 64), new string('2', 64), StringComparison.Ordinal));
        await _bed.Bed.Scanner.ScanAsync(TrivyBed.Input(other), KnownContentBed.Stop);

        Assert.Equal(2, _bed.Runs);
    }

    public void Dispose() => _bed.Dispose();

    private static readonly Dictionary<string, Func<RpcScanAnswer, RpcScanAnswer>> AllLies = new()
    {
        // What a server says that reads no member of what it is sent.
        ["silence"] = _ => new RpcScanAnswer { Results = [] },
        ["no answer to one list"] = answer => answer with { Results = [.. answer.Results!.Skip(1)] },
        ["one list twice"] = answer => answer with { Results = [.. answer.Results!, answer.Results![0]] },
        ["a list nobody sent"] = answer => answer with { Results = [.. answer.Results!, answer.Results![0] with { Target = "other" }] },
        ["no vulnerability"] = answer => EachResult(answer, result => result with { Vulnerabilities = [] }),
        ["no vulnerability of one list"] = answer => answer with { Results = [answer.Results![0], answer.Results![1] with { Vulnerabilities = null }] },
        ["packages without epoch"] = answer => EachPackage(answer, package => package with { Epoch = 0 }),
        ["packages without source"] = answer => EachPackage(answer, package => package with { SrcName = null }),
        ["packages without release"] = answer => EachPackage(answer, package => package with { Release = null }),
        ["packages without path"] = answer => EachPackage(answer, package => package with { FilePath = null }),
        ["no packages"] = answer => EachResult(answer, result => result with { Packages = null }),
        ["one package less"] = answer => EachResult(answer, result => result with { Packages = [.. result.Packages!.Skip(1)] }),
        ["one package twice"] = answer => EachResult(answer, result => result with { Packages = [.. result.Packages!.Skip(1), result.Packages![^1]] }),
        ["another system"] = answer => answer with { Os = new RpcOs { Family = "debian", Name = "11" } },
        ["no system"] = answer => answer with { Os = null },
    };

    private static RpcScanAnswer EachResult(RpcScanAnswer answer, Func<RpcResult, RpcResult> change) => answer with { Results = [.. answer.Results!.Select(change)] };

    private static RpcScanAnswer EachPackage(RpcScanAnswer answer, Func<RpcPackage, RpcPackage> change)
        => EachResult(answer, result => result with { Packages = [.. result.Packages!.Select(change)] });

    private static void AssertSame(ScannerOutcome expected, ScannerOutcome actual)
    {
        Assert.Equal(expected.Outcome, actual.Outcome);
        Assert.Equal(expected.Reason, actual.Reason);
        Assert.Equal(expected.Gaps, actual.Gaps);
        Assert.Equal(expected.PackageCount, actual.PackageCount);
        Assert.Equal(expected.OperatingSystem, actual.OperatingSystem);
        Assert.Equal(expected.Findings.Select(Text), actual.Findings.Select(Text));
    }

    private static string Text(Core.Findings.FindingDraft draft) => System.Text.Json.JsonSerializer.Serialize(draft);
}
