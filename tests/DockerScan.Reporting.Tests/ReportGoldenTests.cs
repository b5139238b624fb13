using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Goldens;

namespace DockerScan.Reporting.Tests;

public sealed partial class ReportGoldenTests
{
    public static TheoryData<string, ReportLanguage> Cases()
    {
        var cases = new TheoryData<string, ReportLanguage>();
        foreach (var name in (string[])["Clean", "NotStarted", "Vulnerable", "Partial", "Failed", "LookedUp", "Layered"])
        {
            cases.Add(name, ReportLanguage.English);
        }

        cases.Add("Vulnerable", ReportLanguage.Korean);
        cases.Add("Partial", ReportLanguage.Korean);
        cases.Add("LookedUp", ReportLanguage.Korean);
        cases.Add("Layered", ReportLanguage.Korean);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WriteAsync_SampleScan_MatchesGoldens(string name, ReportLanguage language)
    {
        using var folder = new TemporaryFolder();
        var test = $"{name}_{language}";

        var paths = await TestReports.Writer().WriteAsync(Scan(name), folder.Path, language, TestContext.Current.CancellationToken);

        Golden.Verify(typeof(ReportGoldenTests), await ReadAsync(paths.Markdown), "md", test);
        Golden.Verify(typeof(ReportGoldenTests), WithoutStyle(await ReadAsync(paths.Html)), "html", test);
        if (language == ReportLanguage.English)
        {
            Golden.Verify(typeof(ReportGoldenTests), (await ReadAsync(paths.Json)).Replace(folder.Path, "FOLDER", StringComparison.Ordinal), "json", test);
        }
    }

    private static ScanResult Scan(string name) => name switch
    {
        "Clean" => SampleScans.Clean(),
        "NotStarted" => SampleScans.NotStarted(),
        "Vulnerable" => SampleScans.Vulnerable(),
        "Partial" => SampleScans.Partial(),
        "LookedUp" => SampleScans.LookedUp(),
        "Layered" => LayeredScan.Create(),
        _ => SampleScans.Failed(),
    };

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    // The stylesheet is a file of its own; a change of it is not a change of seven pages.
    private static string WithoutStyle(string html) => Hash().Replace(Style().Replace(html, "<style></style>"), "'sha256-HASH'");

    [GeneratedRegex("<style>.*</style>", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Style();

    [GeneratedRegex("'sha256-[^']*'", RegexOptions.NonBacktracking)]
    private static partial Regex Hash();
}
