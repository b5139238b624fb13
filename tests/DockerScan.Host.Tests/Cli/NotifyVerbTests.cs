using System.Text.Json.Nodes;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Host.Cli;
using DockerScan.Host.Running;

namespace DockerScan.Host.Tests.Cli;

public sealed class NotifyVerbTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReportLanguage.English, "HIGH RISK", "This is a sample")]
    [InlineData(ReportLanguage.Korean, "위험도 높음", "예시입니다")]
    public async Task SampleCard_EachLanguage_IsARealCardWithItsPictureAndSaysWhatItIs(ReportLanguage language, string verdict, string note)
    {
        await using var stored = new StoredApp();

        var card = stored.App.Get<SampleCard>().Make(language);

        Assert.Equal(verdict, card.Verdict?.Label);
        Assert.Contains(note, card.Text, StringComparison.Ordinal);
        Assert.NotEmpty(card.Sections);
        Assert.NotEmpty(card.Buttons);
        Assert.Equal(Png, card.Attachment!.Content.Span[..4].ToArray());
    }

    [Theory]
    [InlineData(null, "blocks")]
    [InlineData("slack", "blocks")]
    [InlineData("discord", "embeds")]
    public async Task ShowAsync_WithoutAWorkspace_PrintsThePlatformsJsonAloneAndWritesThePicture(string? platform, string member)
    {
        await using var stored = new StoredApp();
        var (output, error) = (new StringWriter(), new StringWriter());

        var exit = await NotifyVerb.ShowAsync(stored.App, new NotifyWish(null, platform, ReportLanguage.English), output, error, Token);

        Assert.Equal(0, exit);
        Assert.NotNull(JsonNode.Parse(output.ToString())![member]);
        var path = error.ToString().Split('\n').Single(line => line.StartsWith("picture: ", StringComparison.Ordinal))["picture: ".Length..];
        Assert.Equal(Png, (await File.ReadAllBytesAsync(path, Token))[..4]);
    }

    [Theory]
    [InlineData("general")]
    [InlineData("#general")]
    public async Task SendAsync_ChannelsName_IsRefusedAndNothingIsSent(string name)
    {
        var channel = new SentTo(null);
        await using var stored = new StoredApp(services => services.AddSingleton<IChannel>(channel));

        var problem = await Assert.ThrowsAsync<UsageException>(
            () => NotifyVerb.SendAsync(stored.App, new NotifyWish(name, null, ReportLanguage.English), TextWriter.Null, TextWriter.Null, Token));

        Assert.Contains("is no channel's id", problem.Message, StringComparison.Ordinal);
        Assert.Empty(channel.Sent);
    }

    [Fact]
    public async Task SendAsync_PlatformTakesIt_SendsTheCardWithItsPicture()
    {
        var (channel, output) = (new SentTo(null), new StringWriter());
        await using var stored = new StoredApp(services => services.AddSingleton<IChannel>(channel));

        Assert.Equal(0, await NotifyVerb.SendAsync(stored.App, new NotifyWish("C0123456789", null, ReportLanguage.English), output, TextWriter.Null, Token));

        Assert.Equal("sent: slack C0123456789/1\n", output.ToString());
        Assert.NotNull(Assert.Single(channel.Sent).Attachment);
    }

    [Fact]
    public async Task SendAsync_SeveralChannels_SendsToEachAndSaysWhichDidNotTakeIt()
    {
        var (slack, hook, output, error) = (new SentTo(null), new SentTo(new ChannelAwayException("soc answered 500"), "webhook"), new StringWriter(), new StringWriter());
        await using var stored = new StoredApp(services => services.AddSingleton<IChannel>(slack).AddSingleton<IChannel>(hook)
            .Configure<DockerScan.Webhooks.WebhookOptions>(options => options.Targets = [new DockerScan.Webhooks.WebhookTargetOptions { Name = "soc", Url = "https://soc.example/", Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }]));

        var exit = await NotifyVerb.SendAsync(stored.App, new NotifyWish("slack:C0123456789, webhook:soc", null, ReportLanguage.English), output, error, Token);

        Assert.Equal(69, exit);
        Assert.Equal("sent: slack C0123456789/1\n", output.ToString());
        Assert.Contains("soc answered 500", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slack:C0123456789,webhook:other", "is no webhook")]
    [InlineData("slack:C0123456789,discord:300000000000000001", "discord is not switched on")]
    [InlineData(",", "1 to 10 channels")]
    public async Task SendAsync_OneOfSeveralIsNone_SendsToNobody(string channels, string said)
    {
        var channel = new SentTo(null);
        await using var stored = new StoredApp(services => services.AddSingleton<IChannel>(channel).AddSingleton<IChannel>(new SentTo(null, "webhook")));

        var problem = await Assert.ThrowsAsync<UsageException>(
            () => NotifyVerb.SendAsync(stored.App, new NotifyWish(channels, null, ReportLanguage.English), TextWriter.Null, TextWriter.Null, Token));

        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Empty(channel.Sent);
    }

    [Fact]
    public async Task SendAsync_PlatformDoesNotTakeIt_SaysWhyAndWhatToDo()
    {
        var error = new StringWriter();
        await using var stored = new StoredApp(services => services.AddSingleton<IChannel>(new SentTo(new InvalidOperationException("broken"))));

        var exit = await NotifyVerb.SendAsync(stored.App, new NotifyWish("C0123456789", null, ReportLanguage.English), TextWriter.Null, error, Token);

        Assert.Equal(ExitCodes.Unavailable, exit);
        Assert.Equal(2, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private sealed class SentTo(Exception? trouble, string platform = "slack") : IChannel
    {
        public List<ChatMessage> Sent { get; } = [];

        public string Platform => platform;

        public bool KeepsFiles => true;

        public string Below(string address) => address;

        public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
        {
            if (trouble is not null)
            {
                return Task.FromException<string>(trouble);
            }

            Sent.Add(message);
            return Task.FromResult($"{place}/1");
        }

        public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
