using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

/// <summary>The verbs that only look things up.</summary>
public sealed class LookupCommandTests
{
    private readonly FakeScanService _scans = new();

    [Fact]
    public async Task Findings_Pages_TurnByButtons()
    {
        _scans.Results[Sample.Id.Value] = Sample.Result([.. Enumerable.Range(0, 25).Select(i => Sample.Vulnerability($"CVE-2024-{i}", "openssl"))]);

        var answer = await new ChatHarness(_scans).SendAsync($"findings {Sample.Id} openssl high --page 2");

        Assert.Equal("11 to 20 of 25, page 2 of 3", Assert.Single(answer.Sections).Heading);
        Assert.Equal(10, answer.Sections[0].Lines.Count);
        Assert.Equal(
            [$"findings {Sample.Id} \"openssl high\" --page 1", $"findings {Sample.Id} \"openssl high\" --page 3", $"report {Sample.Id}"],
            answer.Buttons.Select(button => button.Value));
        var next = await new ChatHarness(_scans).SendAsync(answer.Buttons[1].Value);
        Assert.Equal("21 to 25 of 25, page 3 of 3", next.Sections[0].Heading);
    }

    [Theory]
    [InlineData("high", 2)]
    [InlineData("MEDIUM", 1)]
    [InlineData("fixable", 2)]
    [InlineData("secret", 1)]
    [InlineData("cve-2024-1 openssl", 1)]
    [InlineData("nothing", 0)]
    public async Task Findings_Filter_MatchesAllWords(string filter, int expected)
    {
        _scans.Results["docker.io/library/redis:7"] = Sample.Result(
            Sample.Vulnerability("CVE-2024-1", "openssl"),
            Sample.Vulnerability("CVE-2024-2", "openssl", Risk.Medium),
            Sample.Make("key", "secret.file", CheckIds.SecretFile, "/key", "A key", Risk.High));

        var answer = await new ChatHarness(_scans).SendAsync($"findings redis:7 {filter}");

        Assert.Equal(expected, answer.Sections.Sum(section => section.Lines.Count));
    }

    [Fact]
    public async Task Findings_NoneInAnIncompleteScan_IsNotCalledClean()
    {
        _scans.Results[Sample.Id.Value] = Sample.Result() with { Complete = false, Verdict = Verdict.Unknown };

        var answer = await new ChatHarness(_scans).SendAsync($"findings {Sample.Id}");

        Assert.Equal("UNKNOWN", answer.Verdict?.Label);
        Assert.Contains("not complete", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("findings redis:7", "There is no scan of redis:7. Type: scan redis:7")]
    [InlineData("report abcdefgh12", "There is no result of a scan abcdefgh12")]
    [InlineData("diff UPPER x", "neither a scan id nor an image")]
    public async Task Any_UnknownScan_SaysSo(string text, string expected)
        => Assert.Contains(expected, (await new ChatHarness(_scans).SendAsync(text)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Diff_OtherRepositories_ComparesByWhatWasFound()
    {
        var (kept, gone, added) = (Sample.Vulnerability("CVE-1", "a"), Sample.Vulnerability("CVE-2", "b"), Sample.Vulnerability("CVE-3", "c"));
        _scans.Results["docker.io/library/redis:7"] = Sample.Result(kept, gone);
        _scans.Results["docker.io/library/valkey:8"] = Sample.Result(kept with { Key = "another" }, added) with { Reference = ImageReference.Parse("valkey:8") };

        var answer = await new ChatHarness(_scans).SendAsync("diff redis:7 valkey:8");

        Assert.Equal("1 new, 0 worse, 1 fixed, 1 unchanged, 0 not comparable.", answer.Text);
        Assert.Equal(["New (1)", "Fixed (1)"], answer.Sections.Select(section => section.Heading));
        Assert.Equal(ChatTone.Warning, answer.Tone);
    }

    [Fact]
    public async Task Diff_MoreThanIsShown_HeadingAndLinesCountAlike()
    {
        var scans = new FakeScanService();
        scans.Results["aaaaaaaaaa"] = Sample.Result() with { Id = ScanId.Parse("aaaaaaaaaa") };
        var added = Enumerable.Range(0, 45).Select(number => Sample.Vulnerability(FormattableString.Invariant($"CVE-2025-{1000 + number}"), FormattableString.Invariant($"lib{number % 21:D2}"))).ToArray();
        scans.Results["bbbbbbbbbb"] = Sample.Result(added) with { Id = ScanId.Parse("bbbbbbbbbb") };

        var answer = await new ChatHarness(scans).SendAsync("diff aaaaaaaaaa bbbbbbbbbb");

        var section = answer.Sections.Single(section => section.Heading == "New (45)");
        // Three of a package's, two of another's: each line says how many.
        var told = section.Lines.SkipLast(1).Sum(line => line.Text.Contains(" known vulnerabilities", StringComparison.Ordinal) ? int.Parse(line.Text.Split(" has ")[1].Split(' ')[0], CultureInfo.InvariantCulture) : 1);
        Assert.Equal(10, section.Lines.Count - 1);
        Assert.Equal(FormattableString.Invariant($"And {45 - told} more like these."), section.Lines[^1].Text);
    }

    [Fact]
    public async Task Diff_BrokenSecondScan_FixesNothing()
    {
        _scans.Results["docker.io/library/redis:7"] = Sample.Result(Sample.Vulnerability("CVE-1", "a"));
        _scans.Results[Sample.Id.Value] = Sample.Result() with
        {
            Complete = false, Verdict = Verdict.Unknown, Stages = [Sample.Stage(StageIds.Trivy, StageOutcome.Failed, "no database")],
        };

        var answer = await new ChatHarness(_scans).SendAsync($"diff redis:7 {Sample.Id}");

        Assert.Equal(ChatTone.Unknown, answer.Tone);
        Assert.StartsWith("0 new, 0 worse, 0 fixed, 0 unchanged, 1 not comparable.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_HangingAndBreakingProbes_DoNotHideTheOthers()
    {
        var time = new FakeTimeProvider();
        var chat = new ChatHarness(_scans, services => services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IHealthProbe>(new Probe(_ => Task.FromResult<IReadOnlyList<HealthReport>>([new("engine", HealthStatus.Healthy, "20.10")])))
            .AddSingleton<IHealthProbe>(new Probe(_ => throw new InvalidOperationException("token=abc")))
            .AddSingleton<IHealthProbe>(new Probe(async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, token);
                return [];
            })));

        var running = chat.SendAsync("status");
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var answer = await running;
        Assert.Equal("3 waiting, 1 running", answer.Fields[0].Value);
        Assert.Equal(["OK", "DOWN", "what to do", "DOWN", "what to do"], answer.Sections[0].Lines.Select(line => line.Label));
        Assert.DoesNotContain(answer.Sections[0].Lines, line => line.Text.Contains("abc", StringComparison.Ordinal));
        Assert.Equal(ChatTone.Danger, answer.Tone);
    }

    [Fact]
    public async Task Status_NoProbes_IsNotHealthy() => Assert.Equal(ChatTone.Unknown, (await new ChatHarness(_scans).SendAsync("status")).Tone);

    private sealed class Probe(Func<CancellationToken, Task<IReadOnlyList<HealthReport>>> probe) : IHealthProbe
    {
        public string Part => "part";

        public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken) => probe(cancellationToken);
    }
}
