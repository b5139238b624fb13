using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Tests.Audit;

public sealed class AuditSubjectTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("scan redis:7 --force", "redis:7 --force")]
    [InlineData("scan redis:7 --platform linux/arm64 --window 30", "redis:7 --platform linux/arm64 --window 30")]
    [InlineData("scan redis:7 --platform hunter2", "redis:7 --platform …")]
    [InlineData("scan ghcr.io/team/app:" + Hash, "ghcr.io/team/app:" + Hash)]
    [InlineData("scan ghcr.io/team/ghp_abcdefghijklmnopqrst", "ghcr.io/team/***")]
    [InlineData("scan app:xoxb-123456789012-abcdefgh", "app:***")]
    [InlineData("scan app:aB3dE6gH9jK2mN5pQ8sT1vW4", "app:***")]
    [InlineData("scan user:hunter2@registry.example/app", "")]
    [InlineData("findings k3v9x2m4q8 high CVE-2023-0286 hunter2 --page 2", "k3v9x2m4q8 high CVE-2023-0286 … --page 2")]
    [InlineData("diff redis:6 redis:7", "redis:6 redis:7")]
    [InlineData("help scan", "scan")]
    [InlineData("status", "")]
    public async Task Route_Command_IsAuditedWithWhatItWasAbout(string text, string expected)
    {
        var harness = new ChatHarness(new FakeScanService());

        await harness.RouteAsync(text);

        var subject = Assert.Single(harness.Audit.Entries).Subject;
        Assert.DoesNotContain("hunter2", subject, StringComparison.Ordinal);
        Assert.True(expected == subject || (expected.Length == 0 && subject == "…"), subject);
    }

    [Fact]
    public async Task Route_LongImage_IsCut()
    {
        var harness = new ChatHarness(new FakeScanService());

        await harness.RouteAsync($"diff {Name()} {Name()}");

        Assert.InRange(Assert.Single(harness.Audit.Entries).Subject.Length, 1, 200);

        static string Name() => "registry.example/" + string.Join('/', Enumerable.Repeat("part", 30));
    }

    [Fact]
    public async Task Route_Refused_HasNoSubject()
    {
        var harness = new ChatHarness(new FakeScanService());
        harness.Authorizer.Refusal = "no";

        Assert.Equal(CommandOutcome.Refused, await harness.RouteAsync("scan redis:7"));

        Assert.Empty(Assert.Single(harness.Audit.Entries).Subject);
    }

    [Fact]
    public async Task Route_RefusedWithoutAWord_AnswersNothing()
    {
        var harness = new ChatHarness(new FakeScanService());
        harness.Authorizer.Refusal = string.Empty;

        Assert.Equal(CommandOutcome.Refused, await harness.RouteAsync("scan redis:7"));

        Assert.Empty(harness.Responder.Answers);
    }
}
