using System.Text.Json;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>What every sample does is found, nothing else is, and no packet of it leaves.</summary>
public abstract class SandboxSampleTests(EscapedFrames frames, SandboxHost sandbox)
{
    protected async Task ScanAsync(string name)
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        var sample = SandboxSample.Read(name);

        var (_, result) = await sandbox.Host.ScanAsync(
            $"dockerscan/sample-{name}", "--window", sample.Window.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var stage = result.GetProperty("stages").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "sandbox");
        // A flood is seen whole, or what was not told is said.
        var outcome = stage.GetProperty("outcome").GetString();
        Assert.True(outcome == sample.Outcome || (sample.Hostile && outcome == "partial"), stage.ToString());
        CheckFindings(sample, result);
        CheckContacts(sample, result);
        await CheckStartsAsync(sample, result);
        CheckNothingEscaped();
    }

    // The report's table of tools says how many: each is counted by the kernel's word, before it happens.
    private async Task CheckStartsAsync(SandboxSample sample, JsonElement result)
    {
        if (sample.Starts > 0)
        {
            var report = await sandbox.Host.ReportAsync(result, "report.md");
            Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"each told by the kernel before it happened ({sample.Starts} starts)"), report, StringComparison.Ordinal);
        }
    }

    private static void CheckFindings(SandboxSample sample, JsonElement result)
    {
        var findings = result.GetProperty("findings").EnumerateArray().Where(each => Is(each, "scanner", "sandbox")
            // Root that stays is one finding with root that is configured.
            || (Is(each, "id", "user-root") && each.GetProperty("title").GetString()!.EndsWith("stays root", StringComparison.Ordinal))).ToList();
        var found = findings.SelectMany(each => each.GetProperty("alsoChecks").EnumerateArray().Select(check => check.GetString()!).Append(each.GetProperty("check").GetString()!)).ToHashSet();
        Assert.Empty(sample.Findings.Except(found));
        Assert.Empty(sample.Ids.Except(findings.Select(each => each.GetProperty("id").GetString())));
        Assert.Empty(findings.Where(each => !sample.Findings.Concat(sample.Allow).Contains(each.GetProperty("check").GetString())).Select(each => each.ToString()));
        Assert.All(findings, each => Assert.NotEqual(string.Empty, each.GetProperty("evidence").GetString()));
    }

    private static void CheckContacts(SandboxSample sample, JsonElement result)
    {
        var contacts = result.GetProperty("network").EnumerateArray().ToList();
        Assert.All(sample.Contacts, wanted => Assert.Contains(contacts, each =>
            Is(each, "protocol", wanted.Protocol) && each.GetProperty("port").GetInt32() == wanted.Port
            && Is(each, "domain", wanted.Domain) && Is(each, "application", wanted.Application) && Is(each, "process", wanted.Process)));
        // Who made a contact is known, however short it was.
        Assert.All(contacts, each => Assert.True(sample.Hostile || each.TryGetProperty("process", out var process) && process.ValueKind == JsonValueKind.String, each.ToString()));
        var listeners = result.GetProperty("listeners").EnumerateArray().ToList();
        Assert.All(sample.Listeners, wanted => Assert.Contains(listeners, each =>
            Is(each, "protocol", wanted.Protocol) && each.GetProperty("port").GetInt32() == wanted.Port && Is(each, "process", wanted.Process)));
    }

    private void CheckNothingEscaped()
    {
        Assert.SkipWhen(!frames.IsCounting, "frames cannot be counted without CAP_NET_RAW");
        EscapedFrames.MakeOneFrame();
        Assert.True(SpinWait.SpinUntil(() => frames.Seen > 0, TimeSpan.FromSeconds(5)), "the counter sees no frame at all");
        Assert.True(frames.Escaped == 0, $"{frames.Escaped} frames left, the first: {frames.First}");
    }

    // What is not said in the expectation is not looked at.
    private static bool Is(JsonElement element, string name, string? wanted)
        => wanted is null || element.GetProperty(name).GetString() == wanted;
}
