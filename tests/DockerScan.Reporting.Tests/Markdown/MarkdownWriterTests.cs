using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Reporting.Markdown;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class MarkdownWriterTests
{
    [Fact]
    public void ToParts_LongReport_CutsBeforeHeadingsTablesAndItems()
    {
        var writer = new MarkdownWriter();
        writer.Heading(1, "title");
        writer.Heading(2, "a");
        writer.Heading(3, "b");
        writer.Heading(4, "c");
        writer.Table(["x"], Enumerable.Range(0, 2_000).Select(number => (IReadOnlyList<string>)[new string('y', 20)]));
        writer.List(Enumerable.Range(0, 2_000).Select(number => new string('z', 20)));
        writer.Heading(3, "d");

        var parts = writer.ToParts();

        Assert.True(parts.Count > 4);
        Assert.All(parts.Skip(1), part => Assert.Matches(@"\A(\| x \|\n|- z|#)", part.Text));
        Assert.All(parts.Skip(1), part => Assert.Equal(new HeadingPosition(1, 1, 1, 4), part.Before));
        Assert.Equal(default, parts[0].Before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3_000)]
    public async Task WriteAsync_ReportOfManyParts_IsOneWholePage(int packages)
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;

        var paths = await TestReports.Writer().WriteAsync(SampleScans.Large(3_000, packages), folder.Path, ReportLanguage.English, token);

        var html = await File.ReadAllTextAsync(paths.Html, token);
        Assert.All((string[])["section", "details", "div", "ul", "table", "main"], element => Assert.Equal(Count(html, $"<{element}[ >]"), Count(html, $"</{element}>")));
        Assert.Equal(5, Count(html, "<section "));
        var ids = Regex.Matches(html, " id=\"(?<id>s[0-9-]+)\"", RegexOptions.NonBacktracking).Select(match => match.Groups["id"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Enumerable.Range(10_000, 3_000), number => Assert.Contains($"CVE-2025-{number}", html, StringComparison.Ordinal));
        Assert.Equal(await File.ReadAllTextAsync(paths.Markdown, token), TestReports.Markdown(SampleScans.Large(3_000, packages), ReportLanguage.English));
    }

    private static int Count(string html, string pattern) => Regex.Count(html, pattern, RegexOptions.NonBacktracking);
}
