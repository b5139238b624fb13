using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Languages;

/// <summary>One card from queued to amended, by the real router, store and keeper: Korean in one channel, English in the next.</summary>
public sealed class LanguageOfPlaceTests : IAsyncLifetime
{
    private const string Korean = "T1/C1";
    private const string Neighbour = "T1/C2";
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeChannel _outlet = new("test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _rig.Engine.Local = Rig.Image();
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, _rig.Time.GetUtcNow(), 9));
        _rig.Autorun.Scan = (_, _) => Task.FromResult(new ScannerOutcome
        {
            Outcome = StageOutcome.Completed, Network = [new NetworkContact("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", null, "called")],
        });
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(Korean, "redis:7 검사 중", "VirusTotal: 응답 1건을 기다리는 중이며, 응답이 오면 이 카드를 보완합니다.", "위험도 높음", "redis:7: VirusTotal에서 악성으로 판정됨")]
    [InlineData(Neighbour, "Scanning redis:7", "VirusTotal: 1 answer still to come, this card is amended.", "HIGH RISK", "redis:7: VirusTotal's answer is bad")]
    public async Task Scan_FromQueuedToAmended_IsInTheLanguageOfThePlace(string place, string queued, string waiting, string amended, string reply)
    {
        var chat = Chat();

        await chat.RouteAsync("scan redis:7", place: place);
        await AmendAsync();

        var answers = chat.Responder.Answers.Select(answer => answer.Message).ToList();
        Assert.Equal(queued, answers[0].Title);
        Assert.Contains(answers[^1].Sections.SelectMany(section => section.Lines), line => line.Text == waiting);
        Assert.Equal(["update", "reply"], _outlet.Said.Select(said => said.What));
        Assert.Equal(amended, _outlet.Said[0].Message.Verdict?.Label);
        Assert.Equal(reply, _outlet.Said[1].Message.Title);
        Assert.All(answers.Concat(_outlet.Said.Select(said => said.Message)), card => AssertIn(card, isKorean: place == Korean));
    }

    [Theory]
    [InlineData("findings redis:7")]
    [InlineData("diff redis:7 redis:7")]
    [InlineData("status")]
    public async Task Answer_OfAnotherCommand_IsInTheLanguageOfThePlaceWhereItIsTyped(string command)
    {
        var chat = Chat();
        await chat.RouteAsync("scan redis:7", place: Neighbour);

        await chat.RouteAsync(command, place: Neighbour);
        AssertIn(chat.Responder.Last, isKorean: false);
        await chat.RouteAsync(command, place: Korean);
        AssertIn(chat.Responder.Last, isKorean: true);
    }

    // Every way in which a command is not done, and help.
    [Theory]
    [InlineData("help")]
    [InlineData("help scan")]
    [InlineData("hlep")]
    [InlineData("zzzzzzzz")]
    [InlineData("scan")]
    [InlineData("scan Redis:7")]
    [InlineData("scan https://")]
    [InlineData("scan redis:7 \"open")]
    [InlineData("scan redis:7 extra")]
    [InlineData("scan redis:7 --forse")]
    [InlineData("scan redis:7 --zzzzzzz")]
    [InlineData("scan redis:7 --force=1")]
    [InlineData("scan redis:7 --force --force")]
    [InlineData("scan redis:7 --window")]
    [InlineData("scan redis:7 --window 1")]
    [InlineData("scan redis:7 --window 10 --no-sandbox")]
    [InlineData("scan redis:7 --platform arm")]
    [InlineData("report nothing:1")]
    [InlineData("report abcdefgh12")]
    [InlineData("report UPPER")]
    [InlineData("rescan nothing:1")]
    [InlineData("findings redis:7 --page 0")]
    [InlineData("findings redis:7 --page 9")]
    [InlineData("cancel x")]
    [InlineData("cancel abcdefgh12")]
    public async Task Help_AndWhatIsNotDone_IsInTheLanguageOfThePlace(string command)
    {
        var chat = Chat();
        await chat.RouteAsync("scan redis:7", place: Neighbour);

        await chat.RouteAsync(command, place: Neighbour);
        Assert.DoesNotContain(All(chat.Responder.Last), letter => letter is >= '가' and <= '힣');
        await chat.RouteAsync(command, place: Korean);

        var answer = chat.Responder.Last;
        Assert.Equal(ReportLanguage.Korean, answer.Language);
        Assert.Contains(answer.Text, letter => letter is >= '가' and <= '힣');
        Assert.All(answer.Sections, section => Assert.Contains(section.Heading, letter => letter is >= '가' and <= '힣'));
        Assert.All(answer.Sections.SelectMany(section => section.Lines).Where(line => line.Label is not null), line => Assert.Contains(line.Text, letter => letter is >= '가' and <= '힣'));
    }

    [Fact]
    public async Task Help_OfEachCommand_IsKoreanInAKoreanPlace()
    {
        var chat = Chat();
        foreach (var command in chat.Catalog.Declarations)
        {
            await chat.RouteAsync($"help {command.Name}", place: Korean);

            var answer = chat.Responder.Last;
            Assert.Contains(answer.Text, letter => letter is >= '가' and <= '힣');
            Assert.All(answer.Sections.SelectMany(section => section.Lines).Skip(1), line => Assert.Contains(line.Text, letter => letter is >= '가' and <= '힣'));
        }
    }

    [Fact]
    public async Task Refusal_InAPlace_IsInItsLanguage()
    {
        var chat = Chat();
        chat.Authorizer.Refusal = "no";
        await chat.RouteAsync("help", place: Korean);
        Assert.Equal("허용되지 않음", chat.Responder.Last.Title);
        await chat.RouteAsync("help", platform: "nobody", place: Korean);
        Assert.Equal("Commands from this platform are not allowed.", chat.Responder.Last.Text);
    }

    private static string All(ChatMessage card) => string.Join(
        '\n',
        [card.Title, card.Text, .. card.Fields.SelectMany(field => (string[])[field.Name, field.Value]), .. card.Sections.Select(section => section.Heading),
            .. card.Sections.SelectMany(section => section.Lines).Select(line => $"{line.Label} {line.Text}"), .. card.Buttons.Select(button => button.Label)]);

    private static void AssertIn(ChatMessage card, bool isKorean)
    {
        string?[] own =
        [
            card.Title, card.Text, card.Verdict?.Label, .. card.Fields.Select(field => field.Name), .. card.Sections.Select(section => section.Heading),
            .. card.Sections.SelectMany(section => section.Lines).Select(line => line.Label), .. card.Buttons.Select(button => button.Label),
        ];
        Assert.All(own.Where(text => !string.IsNullOrEmpty(text) && text != "redis:7"), text => Assert.Equal(isKorean, text!.Any(letter => letter is >= '가' and <= '힣')));
    }

    private ChatHarness Chat() => new(configure: services => services
        .AddSingleton<IScanService>(new WorkedOffScans(_rig.Scans, _rig.Worker))
        .AddSingleton(_rig.Services.GetRequiredService<ICardStore>())
        .AddSingleton<TimeProvider>(_rig.Time)
        .AddSingleton(new ChatPlatform("test"))
        .Configure<ChatOptions>(chat => chat.Languages = [new ChatPlaceLanguage { Place = $"test:{Korean}", Language = "ko" }]))
    {
        Responder = new RecordingResponder { Place = "C1", Address = "C1/17.5" },
    };

    private async Task AmendAsync()
    {
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token);
        await _rig.Services.GetRequiredService<ResultAmender>().RunAsync(FakeReputationSource.FreeKey, Token);
        var keeper = Keepers.Make(_rig, _outlet);
        await keeper.DeliverNextAsync(_outlet, Token);
    }
}
