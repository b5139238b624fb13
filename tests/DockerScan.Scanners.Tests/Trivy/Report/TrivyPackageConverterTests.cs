using System.Text.Json;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Tests.Trivy.Report;

/// <summary>A package is read with all that decides what is known against it, and what may decide it too is noted.</summary>
public sealed class TrivyPackageConverterTests
{
    private const string Whole = """
        {"ID":"zlib1g@1:1.2.13","Name":"zlib1g","Identifier":{"PURL":"pkg:deb/debian/zlib1g@1.2.13"},"Version":"1.2.13.dfsg","Release":"1","Epoch":1,"Arch":"amd64","SrcName":"zlib","SrcVersion":"1.2.13.dfsg","SrcRelease":"1","SrcEpoch":2,"FilePath":"a/b","Layer":{"DiffID":"sha256:aa"}
        """;

    [Fact]
    public void Read_WhatDecidesNothing_IsLeftOut()
    {
        var package = Read(Whole + ""","Licenses":["Zlib"],"Maintainer":"x","DependsOn":["libc6"],"Locations":[{"StartLine":1}],"InstalledFiles":["/a"],"Digest":"sha1:x","Indirect":true,"Relationship":"direct","Dev":true,"AnalyzedBy":"dpkg"}""");

        Assert.Equal(
            new TrivyPackage
            {
                Id = "zlib1g@1:1.2.13", Name = "zlib1g", Identifier = new TrivyPackageIdentifier { Purl = "pkg:deb/debian/zlib1g@1.2.13" }, Version = "1.2.13.dfsg", Release = "1", Epoch = 1,
                Arch = "amd64", SrcName = "zlib", SrcVersion = "1.2.13.dfsg", SrcRelease = "1", SrcEpoch = 2, FilePath = "a/b", Layer = new TrivyLayer { DiffId = "sha256:aa" },
            },
            package);
    }

    [Theory]
    [InlineData("Modularitylabel", "\"nodejs:12\"")]
    [InlineData("BuildInfo", "{\"ContentSets\":[\"rhel-8\"]}")]
    [InlineData("Repository", "{\"Class\":\"x\"}")]
    [InlineData("OfTomorrow", "[[1,2],{}]")]
    public void Read_WhatMayDecide_IsNoted(string member, string value)
        => Assert.Equal(member, Read($"{Whole},\"{member}\":{value},\"Another\":1}}")?.Beyond);

    [Fact]
    public void Write_ReadAgain_IsTheSame()
    {
        var package = Read(Whole + ",\"BuildInfo\":{}}");

        Assert.Equal(package, Read(JsonSerializer.Serialize(package, TrivyJsonContext.Default.TrivyPackage)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"name\"")]
    [InlineData("{\"Name\":{}}")]
    [InlineData("{\"Epoch\":\"1\"}")]
    [InlineData("{\"Epoch\":99999999999}")]
    public void Read_NoPackage_IsNoReport(string json) => Assert.Throws<JsonException>(() => Read(json));

    private static TrivyPackage? Read(string json) => JsonSerializer.Deserialize(json, TrivyJsonContext.Default.TrivyPackage);
}
