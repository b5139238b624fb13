using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.TestKit.Goldens;

namespace DockerScan.IntegrationTests;

/// <summary>
/// Images that are not Debian, and languages: what is listed, whose the started file is, and which gap is named. Expected is what Trivy 0.44.1 says, word
/// for word; with another one what has to hold whatever it lists and knows more.
/// </summary>
[Trait("Category", "Engine")]
public sealed class SystemsTests : IDisposable
{
    private static readonly Version Held = new(0, 44, 1);
    private readonly HostProcess _host = new();
    private readonly EngineView _engine = new();

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Folder, "expected.json", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Environment.GetEnvironmentVariable("DOCKERSCAN_SAMPLES") ?? Path.Combine(RepositoryFolder.Find(), "samples"), "systems");

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Scan_Sample_ListsWhatIsThereAndNamesWhatIsNot(string name)
    {
        HostProcess.RequireParts();
        var image = $"dockerscan/sample-systems-{name}";
        Assert.SkipUnless((await _engine.ImagesAsync(TestContext.Current.CancellationToken)).Contains(image + ":latest"), $"{image} could not be made here");
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name, "expected.json"), TestContext.Current.CancellationToken)).RootElement;

        var (_, result) = await _host.ScanAsync(image, "--no-sandbox");

        var trivy = result.GetProperty("stages").EnumerateArray().Single(stage => stage.GetProperty("id").GetString() == "trivy");
        var gaps = trivy.GetProperty("gaps").EnumerateArray().Select(gap => $"{gap.GetProperty("kind").GetString()}: {gap.GetProperty("detail").GetString()}").ToList();
        Assert.Equal(expected.GetProperty("outcome").GetString(), trivy.GetProperty("outcome").GetString());
        var report = await _host.ReportAsync(result, "report.md");
        var version = Version.Parse(Value(report, @"^\| [^|]*\(Trivy\) \| `version` \| `(?<value>\d+\.\d+\.\d+)"));
        var wanted = Gaps(expected, version).ToList();
        foreach (var words in wanted.Select(gap => gap.Split(": ", 2)))
        {
            Assert.Contains(gaps, gap => gap.StartsWith(words[0] + ": ", StringComparison.Ordinal) && gap.Contains(words[1], StringComparison.Ordinal));
        }

        Assert.True(gaps.Count == wanted.Count || (version != Held && gaps.Count > wanted.Count), string.Join('\n', gaps));
        Assert.Empty(Texts(expected, "findings").Except(result.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!)));
        var checks = result.GetProperty("checklist").EnumerateArray().ToDictionary(check => check.GetProperty("check").GetString()!, check => check.GetProperty("result").GetString());
        Assert.All(Texts(expected, "notAssessed"), check => Assert.Equal("notAssessed", checks[check]));
        var (packages, least) = (int.Parse(Value(report, @"^\| Packages \| (?<value>\d+)"), CultureInfo.InvariantCulture), expected.GetProperty("packages").GetInt32());
        Assert.True(packages == least || (version != Held && packages > least), $"{packages} packages, not {least}");
        Look(expected, result);
    }

    private static void Look(JsonElement expected, JsonElement result)
    {
        var image = result.GetProperty("image");
        if (expected.TryGetProperty("os", out var os))
        {
            var found = image.GetProperty("os");
            Assert.Equal(os.GetString(), $"{found.GetProperty("family").GetString()} {found.GetProperty("name").GetString()}");
            Assert.Equal(expected.GetProperty("endOfLife").GetBoolean(), found.GetProperty("endOfLife").GetBoolean());
            Assert.Equal(expected.GetProperty("endOfLife").GetBoolean(), result.GetProperty("findings").EnumerateArray().Any(finding => finding.GetProperty("id").GetString() == "os-end-of-life"));
        }

        if (expected.TryGetProperty("owners", out var owners))
        {
            foreach (var owner in owners.EnumerateObject())
            {
                var file = result.GetProperty("autorun").EnumerateArray().Single(each => each.GetProperty("path").GetString() == owner.Name);
                Assert.Equal(owner.Value.GetString(), file.TryGetProperty("package", out var package) ? package.GetString() : null);
                Assert.False(file.TryGetProperty("packageUnread", out _));
            }
        }

        if (expected.TryGetProperty("unread", out var unread))
        {
            foreach (var why in unread.EnumerateObject())
            {
                var file = result.GetProperty("autorun").EnumerateArray().Single(each => each.GetProperty("path").GetString() == why.Name);
                Assert.Equal(why.Value.GetString(), file.GetProperty("packageUnread").GetString());
                Assert.False(file.TryGetProperty("package", out _));
            }
        }
    }

    public void Dispose()
    {
        _host.Dispose();
        _engine.Dispose();
    }

    private static string Value(string report, string pattern)
        => Regex.Match(report, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["value"].Value;

    // A gap, or one that a Trivy before or since a release has.
    private static IEnumerable<string> Gaps(JsonElement expected, Version version)
        => from gap in expected.GetProperty("gaps").EnumerateArray()
           where gap.ValueKind == JsonValueKind.String || (Bound(gap, "before") is var before && Bound(gap, "since") is var since && (before is null || version < before) && (since is null || version >= since))
           select gap.ValueKind == JsonValueKind.String ? gap.GetString()! : gap.GetProperty("gap").GetString()!;

    private static Version? Bound(JsonElement gap, string name) => gap.TryGetProperty(name, out var bound) ? Version.Parse(bound.GetString()!) : null;

    private static IEnumerable<string> Texts(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(each => each.GetString()!) : [];
}
