using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Webhooks.Tests;

/// <summary>The channel over real connections to somebody who listens on this machine.</summary>
public sealed class WebhookChannelTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Newer = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    private readonly Receiver _receiver = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly string _file = Path.GetTempFileName();
    private WebhookOptions _options = new();
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WebhookChannel Channel => (_services ??= Build()).GetRequiredService<WebhookChannel>();

    public ValueTask InitializeAsync()
    {
        _options = new WebhookOptions { AllowedPrivate = [$"127.0.0.1:{_receiver.Port}"], Targets = [new WebhookTargetOptions { Name = "soc", Url = $"http://127.0.0.1:{_receiver.Port}/in?x=1", SecretFile = _file }] };
        File.WriteAllText(_file, Secret + "\n");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_file);
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Send_Alert_IsSignedOverIdTimeAndBody()
    {
        await Channel.SendAsync("soc", "abc_0", AlertSamples.Full(), Token);

        var (head, body) = Request();
        Assert.StartsWith("POST /in?x=1 HTTP/1.1", head, StringComparison.Ordinal);
        Assert.Equal("msg_abc_0", Header(head, "webhook-id"));
        Assert.Equal("1790000000", Header(head, "webhook-timestamp"));
        Assert.Equal(WebhookSecret.Find(Secret)!.Sign("msg_abc_0", _time.GetUtcNow(), System.Text.Encoding.UTF8.GetBytes(body)), Header(head, "webhook-signature"));
        Assert.Equal("application/json", Header(head, "content-type"));
    }

    [Fact]
    public async Task Send_SecretIsReplaced_IsSignedWithBothUntilTheOldOneIsTakenOut()
    {
        await Channel.SendAsync("soc", "abc_0", AlertSamples.Alert(), Token);
        await File.WriteAllTextAsync(_file, $"{Newer}\n{Secret}\n", Token);

        await Channel.SendAsync("soc", "abc_0", AlertSamples.Alert(), Token);

        var (head, body) = Request(1);
        Assert.Equal(
            string.Join(' ', new[] { Newer, Secret }.Select(secret => WebhookSecret.Find(secret)!.Sign("msg_abc_0", _time.GetUtcNow(), System.Text.Encoding.UTF8.GetBytes(body)))),
            Header(head, "webhook-signature"));
    }

    [Theory]
    [InlineData("500 Oops", "answered 500")]
    [InlineData("401 No", "answered 401")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/elsewhere", "redirects are not followed")]
    public async Task Send_IsNotTaken_IsToBeTriedAgain(string answer, string said)
    {
        _receiver.Answer = $"HTTP/1.1 {answer}\r\n";

        var trouble = await Assert.ThrowsAsync<ChannelAwayException>(() => Channel.SendAsync("soc", "abc_0", AlertSamples.Alert(), Token));

        Assert.Contains(said, trouble.Message, StringComparison.Ordinal);
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task Send_AskedToWait_SaysForHowLongWithinAnHour()
    {
        _receiver.Answer = "HTTP/1.1 429 Slow\r\nRetry-After: 90\r\n";
        Assert.Equal(TimeSpan.FromSeconds(90), (await Assert.ThrowsAsync<ChannelAwayException>(() => Channel.SendAsync("soc", "a_0", AlertSamples.Alert(), Token))).RetryAfter);

        _receiver.Answer = "HTTP/1.1 503 Slow\r\nRetry-After: 999999999\r\n";
        Assert.Equal(TimeSpan.FromHours(1), (await Assert.ThrowsAsync<ChannelAwayException>(() => Channel.SendAsync("soc", "a_0", AlertSamples.Alert(), Token))).RetryAfter);
    }

    [Fact]
    public async Task Send_SaysThatItIsGone_IsNeverTriedAgain()
    {
        _receiver.Answer = "HTTP/1.1 410 Gone\r\n";

        await Assert.ThrowsAsync<MessageGoneException>(() => Channel.SendAsync("soc", "abc_0", AlertSamples.Alert(), Token));
    }

    [Fact]
    public async Task Send_NoSuchTarget_IsNeverTriedAgain()
        => await Assert.ThrowsAsync<MessageGoneException>(() => Channel.SendAsync("other", "abc_0", AlertSamples.Alert(), Token));

    [Fact]
    public async Task Send_NeverAnswers_EndsByItsLimit()
    {
        _receiver.Answer = null;

        var sending = Channel.SendAsync("soc", "abc_0", AlertSamples.Alert(), Token);
        while (!sending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Contains("did not answer in time", (await Assert.ThrowsAsync<ChannelAwayException>(() => sending)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NameOfAPrivateAddress_IsRefusedWhenConnecting()
    {
        // No literal: only whoever connects can tell what the name means.
        _options.Targets[0].Url = $"https://localhost:{_receiver.Port}/secret-path";

        var trouble = await Assert.ThrowsAsync<ChannelAwayException>(() => Channel.SendAsync("soc", "abc_0", AlertSamples.Alert(), Token));

        Assert.Contains("address is private", trouble.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", trouble.ToString(), StringComparison.Ordinal);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task Probe_AfterAFailedTry_SaysSoUntilOneIsTaken()
    {
        var probe = new WebhookHealthProbe(Microsoft.Extensions.Options.Options.Create(_options), (_services ??= Build()).GetRequiredService<WebhookStatus>());
        _receiver.Answer = "HTTP/1.1 500 Oops\r\n";
        await Assert.ThrowsAsync<ChannelAwayException>(() => Channel.SendAsync("soc", "a_0", AlertSamples.Alert(), Token));
        Assert.Equal(Core.Health.HealthStatus.Degraded, Assert.Single(await probe.ProbeAsync(Token)).Status);

        _receiver.Answer = "HTTP/1.1 200 OK\r\n";
        await Channel.SendAsync("soc", "a_0", AlertSamples.Alert(), Token);

        Assert.Equal(Core.Health.HealthStatus.Healthy, Assert.Single(await probe.ProbeAsync(Token)).Status);
    }

    [Fact]
    public async Task Post_Message_IsATestInWords()
    {
        await Channel.PostAsync("soc", null, new ChatMessage { Title = "a test" }, Token);

        Assert.Contains("\"type\":\"message\"", Request().Body, StringComparison.Ordinal);
    }

    private sealed class FixedIds : IIdGenerator
    {
        public string NewId() => "fixed000001";
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IIdGenerator>(new FixedIds());
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(_options));
        services.AddWebhooks();
        return services.BuildServiceProvider();
    }

    private (string Head, string Body) Request(int number = 0) => _receiver.Requests[number].Split("\r\n\r\n", 2) is [var head, var body] ? (head, body) : throw new InvalidDataException("half a request");

    private static string? Header(string head, string name)
        => head.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
