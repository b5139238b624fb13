using System.Text;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

public sealed class ReportCommandTests
{
    private const string Korean = "T1/C2";
    private readonly FakeScanService _scans = new();
    private readonly FakeLocator _locator = new();
    private readonly FakeRenderer _renderer = new();
    private readonly FakePrinter _printer = new();
    private readonly RecordingResponder _responder = new() { Place = "C1", Address = "C1/17.5" };

    public ReportCommandTests() => _scans.Results[Sample.Id.Value] = Sample.Result();

    [Fact]
    public async Task Report_WithoutALink_IsThePageAsAFile()
    {
        var answer = await Chat().SendAsync($"report {Sample.Id}");

        Assert.Equal(($"dockerscan-{Sample.Id}.html", "text/html"), (answer.Attachment?.FileName, answer.Attachment?.MediaType));
        Assert.Equal($"<!DOCTYPE html> {Sample.Id} English False", Content(answer));
        Assert.Equal("The report is the attached file: save it and open it in a browser.", answer.Said);
        AssertNoPath(answer);
    }

    [Fact]
    public async Task Report_OfAnImage_IsItsNewest()
    {
        _scans.Results["docker.io/library/redis:7"] = Sample.Result();

        Assert.Contains(Sample.Id.Value, Content(await Chat().SendAsync("report redis:7")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WithALink_IsTheLinkWithItsEndAndNoFile()
    {
        _locator.Link = language => new ReportLink(new Uri($"https://scan.example/{language}"), DateTimeOffset.UnixEpoch.AddDays(30));

        var answer = await Chat().SendAsync($"report {Sample.Id}");

        Assert.Equal(new ChatField("Report", "open, until 1970-01-31", new Uri("https://scan.example/English")), answer.Fields[0]);
        Assert.Null(answer.Attachment);
        AssertNoPath(answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_InAKoreanPlace_IsKoreanByLinkAndAsAFile(bool hasLink)
    {
        _locator.Link = hasLink ? language => new ReportLink(new Uri($"https://scan.example/{language}"), DateTimeOffset.UnixEpoch) : null;
        var chat = Chat();

        await chat.RouteAsync($"report {Sample.Id}", place: Korean);

        var answer = _responder.Last;
        Assert.Equal(ReportLanguage.Korean, answer.Language);
        Assert.Equal(hasLink ? "https://scan.example/Korean" : null, answer.Fields[0].Link?.AbsoluteUri);
        Assert.Equal(hasLink ? null : $"<!DOCTYPE html> {Sample.Id} Korean False", answer.Attachment is null ? null : Content(answer));
        Assert.Contains("보고서", hasLink ? answer.Title : answer.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AtThisMachine_IsWrittenAndItsPathsAreNamed()
    {
        _responder.IsLocal = true;

        var answer = await Chat().SendAsync($"report {Sample.Id}");

        Assert.Equal([FakeLocator.Paths.Html, FakeLocator.Paths.Markdown, FakeLocator.Paths.Json], answer.Fields.Take(3).Select(field => field.Value));
        Assert.Null(answer.Attachment);
    }

    [Theory]
    [InlineData(ChatLimits.File, true)]
    [InlineData(ChatLimits.File + 1, false)]
    public async Task Report_AsLargeAsIsTaken_IsAttachedAndALargerOneSaysHowItIsHad(int bytes, bool isAttached)
    {
        _renderer.Bytes = bytes;

        var answer = await Chat().SendAsync($"report {Sample.Id}");

        Assert.Equal(isAttached, answer.Attachment is not null);
        Assert.Equal(!isAttached, answer.Said.Contains($"has 10.5 MB, and at most 10.5 MB can be attached. Whoever runs DockerScan can write it there (./run.sh report {Sample.Id})", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_NoneHere_SaysHowToGetOne()
        => Assert.Contains($"rescan {Sample.Id}", (await new ChatHarness(_scans).SendAsync($"report {Sample.Id}")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Report_Answered_WasOwedFromBeforeAndIsNoMore()
    {
        var chat = Chat();
        IReadOnlyList<KeptCard> kept = [];
        _responder.Answering = () => kept = [.. chat.Cards.Kept];

        await chat.RouteAsync($"report {Sample.Id}", place: Korean);

        Assert.Equal(new KeptCard("err0r1d000", Sample.Id, "test", "C1", null, Joined: false, ReportLanguage.Korean, CardKind.Report), Assert.Single(kept));
        Assert.Equal([("err0r1d000", "C1/17.5")], chat.Cards.Posted);
        Assert.Equal(["err0r1d000"], chat.Cards.Forgotten);
    }

    [Theory]
    [InlineData("report redis:7")]
    [InlineData("findings redis:7")]
    [InlineData("diff redis:7 redis:7")]
    public async Task Send_ImagesNewestScanFailed_SaysSoAndShowsTheOlderOneWithItsDate(string text)
    {
        var failed = Sample.Result() with { Id = ScanId.Parse("failed0001"), Failure = new ScanFailure(FailureKind.RegistryUnavailable, "the registry is away."), FinishedAt = DateTimeOffset.UnixEpoch.AddDays(400) };
        _scans.Results["docker.io/library/redis:7"] = failed;
        _scans.Had = Sample.Result();

        var answer = await Chat().SendAsync(text);

        Assert.Contains("The newest scan, of 1971-02-05 00:00 UTC, could not have the image: the registry is away.", answer.Said, StringComparison.Ordinal);
        Assert.Contains("What is shown is of 1970-01-01", answer.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be looked at", answer.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_FailedScanByItsId_IsThatOneAndNoOlder()
    {
        _scans.Results["failed0001"] = Sample.Result() with { Id = ScanId.Parse("failed0001"), Failure = new ScanFailure(FailureKind.RegistryUnavailable, "the registry is away.") };
        _scans.Had = Sample.Result();

        Assert.DoesNotContain("What is shown", (await Chat().SendAsync("report failed0001")).Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("findings")]
    public async Task Send_ImageThatCouldNotBeHadInAKoreanPlace_SaysWhyInKorean(string verb)
    {
        _scans.Results[Sample.Id.Value] = Sample.Result() with { Failure = new ScanFailure(FailureKind.RegistryUnavailable, "registry.example cannot be reached from here (DNS)") };
        var chat = Chat();

        await chat.RouteAsync($"{verb} {Sample.Id}", place: Korean);

        Assert.Contains("registry.example에 연결할 수 없음(DNS)", chat.Responder.Last.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_PlatformIsAway_IsOwedStill()
    {
        var chat = Chat();
        _responder.Trouble = new InvalidOperationException("away");

        Assert.Equal(CommandOutcome.Failed, await chat.RouteAsync($"report {Sample.Id}"));

        Assert.Equal([("err0r1d000", true)], chat.Cards.Released);
        Assert.Empty(chat.Cards.Forgotten);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_Pdf_IsAFileAlsoWhereThereIsALink(bool hasLink)
    {
        _locator.Link = hasLink ? language => new ReportLink(new Uri($"https://scan.example/{language}"), DateTimeOffset.UnixEpoch) : null;

        var answer = await Chat().SendAsync($"report {Sample.Id} --pdf");

        Assert.Equal(($"dockerscan-{Sample.Id}.pdf", "application/pdf", $"%PDF-{Sample.Id} English"), (answer.Attachment?.FileName, answer.Attachment?.MediaType, Content(answer)));
        Assert.Equal("The report is the attached PDF.", answer.Said);
        AssertNoPath(answer);
    }

    [Fact]
    public async Task Report_PdfWithoutABrowser_SaysWhatToInstall()
    {
        _printer.Lacks = PrinterNeed.Browser;

        var answer = await Chat().SendAsync($"report {Sample.Id} --pdf");

        Assert.Null(answer.Attachment);
        Assert.Contains("apt-get install chromium", answer.Said, StringComparison.Ordinal);
    }

    private static void AssertNoPath(ChatMessage answer)
        => Assert.DoesNotContain(answer.Fields.Select(field => field.Value).Append(answer.Said), text => text.Contains("/data", StringComparison.Ordinal));

    private static string Content(ChatMessage answer) => Encoding.UTF8.GetString(answer.Attachment!.Content.Span);

    private ChatHarness Chat() => new(_scans, services => services
        .AddSingleton<IReportLocator>(_locator)
        .AddSingleton<IReportRenderer>(_renderer)
        .AddSingleton<IReportPrinter>(_printer)
        .AddSingleton(new ChatPlatform("test"))
        .Configure<ChatOptions>(chat => chat.Languages = [new ChatPlaceLanguage { Place = $"test:{Korean}", Language = "ko" }]))
    {
        Responder = _responder,
    };
}
