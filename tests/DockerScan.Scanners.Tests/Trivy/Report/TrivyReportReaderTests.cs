using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Tests.Trivy.Report;

public sealed class TrivyReportReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", "not whole JSON")]
    [InlineData("null", "is empty")]
    [InlineData("{}", "unknown schema: its report is of version 0")]
    [InlineData("[]", "not whole JSON")]
    [InlineData("""{"SchemaVersion":3,"Results":{"other":"shape"}}""", "unknown schema: its report is of version 3")]
    [InlineData("""{"SchemaVersion":2,"Results":[{"Target":"a","Vulnera""", "not whole JSON")]
    [InlineData("""{"SchemaVersion":2,"Results":[{"Vulnerabilities":"text"}]}""", "not whole JSON")]
    public async Task ReadAsync_NotAReport_IsNamed(string text, string problem)
    {
        var result = await ReadAsync(text);

        Assert.Null(result.Report);
        Assert.Contains(problem, result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoFile_IsNamed()
        => Assert.Equal("it wrote no report", (await TrivyReportReader.ReadAsync(_folder["none"], 1024, TestContext.Current.CancellationToken)).Problem);

    [Fact]
    public async Task ReadAsync_TooLarge_IsRefusedUnread()
    {
        var result = await ReadAsync("""{"SchemaVersion":2}""" + new string(' ', 100), maxBytes: 50);

        Assert.Contains("over the limit of 50", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NullsEverywhere_IsMapped()
    {
        var result = await ReadAsync(
            """{"SchemaVersion":2,"Metadata":null,"Results":[null,{"Class":"os-pkgs","Packages":[null],"Vulnerabilities":[null,{}],"Secrets":[null,{}],"Misconfigurations":[null,{}]}]}""");

        Assert.Empty(new TrivyReportMapper(TestChecklist.Create()).Map(result.Report!, 10).Findings);
    }

    /// <summary>A reader of a stream gets a report in parts, and what is passed over may end in a later one.</summary>
    [Theory]
    [InlineData(500, 10)]
    [InlineData(3, 40_000)]
    public async Task ReadAsync_PackagesLongerThanTheReadersBuffer_AreAllRead(int packages, int length)
    {
        var one = $$"""{"Name":"p","Maintainer":"{{new string('m', length)}}","Licenses":["{{new string('l', length)}}"],"DependsOn":["a","b"],"Locations":[{"StartLine":1}],"Version":"1"}""";

        var result = await ReadAsync($$"""{"SchemaVersion":2,"Results":[{"Class":"os-pkgs","Packages":[{{string.Join(',', Enumerable.Repeat(one, packages))}}]}]}""", maxBytes: 1 << 20);

        Assert.Null(result.Problem);
        Assert.Equal(Enumerable.Repeat(new TrivyPackage { Name = "p", Version = "1" }, packages), Assert.Single(result.Report!.Results!)!.Packages!);
    }

    [Theory]
    [InlineData("debian-small.json")]
    [InlineData("debian-without-packages.json")]
    [InlineData("scratch-busybox.json")]
    public async Task ReadAsync_OwnReports_AreRead(string name)
        => Assert.Null((await TrivyReportReader.ReadAsync(TestFiles.Report(name), 1 << 20, TestContext.Current.CancellationToken)).Problem);

    [Fact]
    public async Task ReadAsync_ReportsOfNewerVersions_AreReadAndMapped()
    {
        var folder = TodaysForm.Folder;
        Assert.SkipWhen(folder is null, "no folder shared/trivy-reports beside the repository, and DOCKERSCAN_TEST_TRIVY_REPORTS names none");

        var mapper = new TrivyReportMapper(TestChecklist.Create());
        var files = Directory.GetFiles(folder!, "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var result = await TrivyReportReader.ReadAsync(file, 1 << 24, TestContext.Current.CancellationToken);
            Assert.True(result.Report is not null, $"{Path.GetFileName(file)}: {result.Problem}");
            Assert.All(mapper.Map(result.Report, 10_000).Findings, finding => Assert.NotEmpty(finding.Location));
            Assert.NotEmpty(mapper.Map(result.Report, 10_000).Findings);
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<TrivyReportResult> ReadAsync(string text, long maxBytes = 1 << 20)
    {
        await File.WriteAllTextAsync(_folder["report.json"], text, TestContext.Current.CancellationToken);
        return await TrivyReportReader.ReadAsync(_folder["report.json"], maxBytes, TestContext.Current.CancellationToken);
    }
}
