using System.Text;
using System.Text.Json.Nodes;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Reporting.OpenVex;
using DockerScan.TestKit.Stores;

namespace DockerScan.Reporting.Tests.OpenVex;

/// <summary>Acceptances as OpenVEX and back, and documents of others, good, odd and hostile.</summary>
public sealed class OpenVexTests
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly DateTimeOffset Now = AcceptanceSamples.Start;

    private static readonly Acceptance Cve = AcceptanceSamples.Acceptance(0) with
    {
        FindingClass = KeyClasses.Vulnerability, FindingId = "CVE-2024-5535", Location = "pkg:deb/debian/libstdc++6", Reason = "not <reachable> \"here\" 한글",
    };

    private static readonly Acceptance False = Cve with { Id = "acc0000009", Kind = AcceptanceKind.FalsePositive, ExpiresAt = null, Justification = "vulnerable_code_not_present" };

    [Fact]
    public void Write_AllThatCanBeSaid_IsAsTheSpecificationHasIt()
    {
        var export = OpenVexWriter.Write(
            [
                Cve, False, False with { Id = "acc0000010", Justification = null }, False with { Id = "acc0000011", Repository = "**" },
                False with { Id = "acc0000012", Digest = ImageDigest.Parse(Digest), Version = "1:2.3+b1" }, False with { Id = "acc0000013", Location = null },
                Cve with { Id = "acc0000014", Location = "pkg:npm/%40scope/a b|app/package.json", ExpiresAt = null },
            ],
            Now);

        Assert.Equal((7, 0), (export.Statements, export.LeftOut.Count));
        Assert.Empty(VexRules.Problems(export.Document!));
    }

    [Fact]
    public void Write_RiskThatIsTaken_IsAffectedAndSaysUntilWhen()
    {
        var statement = Statement(Cve);

        Assert.Equal("affected", (string?)statement["status"]);
        Assert.Equal("Accepted until 2026-03-08T12:00:00Z: not <reachable> \"here\" 한글", (string?)statement["action_statement"]);
        Assert.Equal("pkg:oci/redis?repository_url=docker.io%2Flibrary%2Fredis", (string?)statement["products"]![0]!["@id"]);
        Assert.Equal("pkg:deb/debian/libstdc%2B%2B6", (string?)statement["products"]![0]!["subcomponents"]![0]!["identifiers"]!["purl"]);
    }

    [Fact]
    public void Write_FalsePositive_IsNotAffectedWithOneOfTheTwoReasons()
    {
        Assert.Equal(("vulnerable_code_not_present", null), ((string?)Statement(False)["justification"], (string?)Statement(False)["impact_statement"]));
        Assert.Null(Statement(False with { Justification = null })["justification"]);
    }

    [Fact]
    public void Write_WhatItCannotSay_IsNamedWithHowMany()
    {
        var export = OpenVexWriter.Write(
            [Cve with { Scope = AcceptanceScope.Package }, Cve with { FindingClass = "secret.file" }, Cve with { Repository = "ghcr.io/*" }, Cve with { Repository = "docker.io/*" }, Cve with { Location = "os:debian" }],
            Now);

        Assert.Equal((null, 0), (export.Document, export.Statements));
        Assert.Equal(4, export.LeftOut.Count);
        Assert.Contains(export.LeftOut, line => line.StartsWith("2 over patterns", StringComparison.Ordinal));
    }

    /// <summary>What is written is read back as what it was, but for what another program cannot know.</summary>
    [Fact]
    public void Read_WhatWasWritten_IsTheSameFalsePositive()
    {
        Acceptance[] written = [False, False with { Id = "b", Repository = "**", FindingId = "CVE-2024-1" }, False with { Id = "c", Digest = ImageDigest.Parse(Digest), Version = "1:2.3+b1", FindingId = "CVE-2024-2" }];

        var read = Read(Encoding.UTF8.GetString(OpenVexWriter.Write(written, Now).Document!));

        Assert.Empty(read.NotTaken);
        Assert.Equal(
            written.Select(one => (one.FindingId, one.Location, one.Version, one.Digest, one.Repository, one.Kind, one.Justification)),
            read.Acceptances.Select(one => (one.FindingId, one.Location, one.Version, one.Digest, one.Repository, one.Kind, one.Justification)).OrderBy(one => one.FindingId == False.FindingId ? string.Empty : one.FindingId));
        Assert.Equal("affected", Assert.Single(Read(Encoding.UTF8.GetString(OpenVexWriter.Write([Cve], Now).Document!)).NotTaken.Keys)[^8..]);
    }

    [Theory]
    [InlineData("pkg:oci/redis?repository_url=docker.io/library/redis", "docker.io/library/redis", null, null, null)]
    [InlineData("pkg:oci/app?repository_url=https://ghcr.io/acme", "ghcr.io/acme/app", null, null, null)]
    [InlineData("pkg:oci/redis@sha256%3Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?repository_url=redis&tag=7", null, null, null, null)]
    [InlineData("pkg:oci/redis@" + Digest + "?repository_url=redis&arch=amd64", "docker.io/library/redis", null, null, Digest)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme/app", null, null, null)]
    [InlineData("ghcr.io/acme/app@" + Digest, "ghcr.io/acme/app", null, null, Digest)]
    [InlineData("pkg:deb/debian/libstdc%2B%2B6@1.2?arch=amd64", "**", "pkg:deb/debian/libstdc++6", "1.2", null)]
    [InlineData("pkg:rpm/redhat/openssl@3.0.7-1.el9?epoch=1", "**", "pkg:rpm/redhat/openssl", "1:3.0.7-1.el9", null)]
    [InlineData("pkg:npm/%40scope/name", "**", "pkg:npm/%40scope/name", null, null)]
    [InlineData("pkg:oci/redis@" + Digest, null, null, null, null)]
    [InlineData("pkg:oci/redis?repository_url=redis&tag=7", null, null, null, null)]
    [InlineData("pkg:docker/redis@7?repository_url=docker.io/library/redis", null, null, null, null)]
    [InlineData("ghcr.io/acme/app:1", null, null, null, null)]
    [InlineData("https://example.com/product", null, null, null, null)]
    [InlineData("redis", null, null, null, null)]
    [InlineData("pkg:", null, null, null, null)]
    [InlineData("pkg:deb", null, null, null, null)]
    [InlineData("pkg:oci/**?repository_url=**", null, null, null, null)]
    public void Read_Product_IsNoMoreThanWhatItNames(string product, string? repository, string? location, string? version, string? digest)
    {
        var read = Read(Document(Harmless("CVE-2024-1", product)));

        var expected = repository is null ? ((string?, string?, string?, string?)?)null : (repository, location, version, digest);
        Assert.Equal(expected, read.Acceptances.Select(one => ((string?, string?, string?, string?)?)(one.Repository, one.Location, one.Version, one.Digest?.Value)).SingleOrDefault());
        Assert.Equal(repository is null ? 1 : 0, read.NotTaken.Count);
    }

    [Fact]
    public void Read_SubcomponentsAndAliases_AreOneEach()
    {
        const string Product = """{ "@id": "pkg:oci/redis?repository_url=redis", "subcomponents": [{ "@id": "pkg:deb/debian/a@1" }, { "@id": "pkg:deb/debian/b" }, { "@id": "x" }] }""";

        var read = Read(Document($$"""{ "vulnerability": { "name": "CVE-2024-1", "aliases": ["GHSA-1"] }, "products": [{{Product}}], "status": "fixed" }"""));

        Assert.Equal([("CVE-2024-1", "a"), ("CVE-2024-1", "b"), ("GHSA-1", "a"), ("GHSA-1", "b")], read.Acceptances.Select(one => (one.FindingId!, one.Location![^1..])).Order());
        Assert.Equal("1", read.Acceptances.First(one => one.Location!.EndsWith('a')).Version);
        Assert.Single(read.NotTaken);
    }

    /// <summary>A later word takes back an earlier one, wherever the two stand and whichever says less.</summary>
    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 0)]
    [InlineData("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", 1)]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", 0)]
    public void Read_AffectedLater_TakesBackWhatWasNotAffected(string harmless, string affected, int expected)
    {
        const string Image = "pkg:oci/redis?repository_url=redis";
        var first = $$"""{ "vulnerability": { "name": "CVE-2024-1" }, "timestamp": "{{harmless}}", "products": [{ "@id": "{{Image}}", "subcomponents": [{ "@id": "pkg:deb/debian/a" }] }], "status": "fixed" }""";
        var second = $$"""{ "vulnerability": { "name": "CVE-2024-1" }, "timestamp": "{{affected}}", "products": [{ "@id": "{{Image}}" }], "status": "under_investigation" }""";

        Assert.Equal(expected, Read(Document(first, second)).Acceptances.Count);
    }

    [Theory]
    [InlineData("{", 1, "no JSON")]
    [InlineData("[]", 1, "an object is expected")]
    [InlineData("{}", 1, "@context")]
    [InlineData("""{"@context": "https://openvex.dev/ns/v0.0.1"}""", 1, "@context")]
    [InlineData("""{"@context": "https://openvex.dev/ns/v0.2.0"}""", 1, "no author")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns/v0.2.0\", \"author\": \"a\", \"timestamp\": \"2026-01-01T00:00:00Z\",\n\"statements\": {}}", 1, "no list")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns/v0.2.0\", \"author\": \"a\", \"timestamp\": \"yesterday\"}", 1, "no time")]
    [InlineData("{\n\"a\": 1,\n\"a\": 2}", 1, "no JSON")]
    [InlineData("{\n\"a\": 1,\n\"b\" 2}", 3, "no JSON")]
    public void Read_NoSuchDocument_IsRefusedWithFileAndLine(string json, int line, string problem) => Refused(json, line, problem);

    [Theory]
    [InlineData("7", "an object is expected")]
    [InlineData("""{ "status": "fixed" }""", "no vulnerability")]
    [InlineData("""{ "vulnerability": "CVE-1", "status": "fixed" }""", "an object is expected")]
    [InlineData("""{ "vulnerability": {}, "status": "fixed" }""", "has no name")]
    [InlineData("""{ "vulnerability": { "name": "" }, "status": "fixed" }""", "empty")]
    [InlineData("""{ "vulnerability": { "name": "CVE-1" } }""", "no status")]
    [InlineData("""{ "vulnerability": { "name": "CVE-1" }, "status": "harmless" }""", "none of")]
    [InlineData("""{ "vulnerability": { "name": "CVE-1" }, "status": "not_affected" }""", "needs a justification")]
    [InlineData("""{ "vulnerability": { "name": "CVE-1" }, "status": "not_affected", "justification": "because" }""", "none of")]
    [InlineData("""{ "vulnerability": { "name": "CVE-1" }, "status": "fixed", "products": [7] }""", "an object is expected")]
    [InlineData("""{ "vulnerability": { "name": "CVE-1" }, "status": "fixed", "products": [{ "@id": 7 }] }""", "no text")]
    public void Read_WrongStatement_IsRefusedWithItsLine(string statement, string problem)
        => Refused(Document(Harmless("CVE-2024-1", "pkg:deb/debian/a"), statement), 3, problem);

    /// <summary>Deep, wide and long: refused before it is work.</summary>
    [Fact]
    public void Read_HostileSizes_AreRefused()
    {
        Refused(new string('[', 100_000), 1, "no JSON");
        Refused(Document([.. Enumerable.Repeat("{}", 10_001)]), 1, "more than 10000");
        Refused(Document(Harmless(new string('C', 5_000), "pkg:deb/debian/a")), 2, "longer than");
        Assert.Contains("larger than 16 MiB", OpenVexReader.Read(new byte[IOpenVex.MaxBytes + 1], "f", Now, null).Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HostileTexts_AreBoundedAndCleaned()
    {
        var json = Document("""{ "vulnerability": { "name": "CVE-2024-1" }, "products": [{ "@id": "pkg:deb/debian/a" }], "status": "not_affected", "impact_statement": "a\nb\u202e<!channel>" }""");

        var one = Assert.Single(Read(json).Acceptances);

        Assert.Equal("a b\ufffd<!channel>", one.Reason);
        Assert.Equal(("somebody (OpenVEX)", "file.json"), (one.Author, one.Place));
        Assert.True(AcceptanceRules.Check(one with { Id = "x" }).IsSuccess);
    }

    private static JsonNode Statement(Acceptance one) => JsonNode.Parse(OpenVexWriter.Write([one], Now).Document!)!["statements"]![0]!;

    private static string Harmless(string name, string product)
        => $$"""{ "vulnerability": { "name": "{{name}}" }, "products": [{ "@id": "{{product}}" }], "status": "not_affected", "justification": "component_not_present" }""";

    private static string Document(params string[] statements)
        => $$"""{ "@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:x", "author": "somebody", "timestamp": "2026-01-01T00:00:00Z", "version": 1, "statements": [{{"\n"}}{{string.Join(",\n", statements)}}] }""";

    private static VexReading Read(string json)
    {
        var read = OpenVexReader.Read(Encoding.UTF8.GetBytes(json), "file.json", Now, null);
        Assert.True(read.IsSuccess, read.Failure?.Message);
        return read.Value!;
    }

    private static void Refused(string json, int line, string problem)
    {
        var failure = OpenVexReader.Read(Encoding.UTF8.GetBytes(json), "dir/file.json", Now, null).Failure;

        Assert.StartsWith($"dir/file.json:{line}: ", failure?.Message, StringComparison.Ordinal);
        Assert.Contains(problem, failure!.Message, StringComparison.Ordinal);
    }
}
