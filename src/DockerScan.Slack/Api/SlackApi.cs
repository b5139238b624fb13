using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack.Api;

/// <summary>Calls the Web API: bounded in time and size, tried again where that may help. Every failure is a <see cref="SlackException"/>.</summary>
internal sealed class SlackApi(IHttpClientFactory clients, IOptions<SlackOptions> options, SlackStatus status, TimeProvider time, ILogger<SlackApi> logger)
{
    /// <summary>The name of the client, which follows no redirect.</summary>
    public const string ClientName = "DockerScan.Slack";

    private const int MaxAnswerBytes = 1 << 20;
    private const int MaxAttempts = 4;
    private const int MaxScopes = 100;
    private const int MaxCode = 80;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private readonly Lazy<Secret> _bot = new(() => SlackSecrets.BotToken(options.Value));
    private readonly Lazy<Secret> _app = new(() => SlackSecrets.AppToken(options.Value));

    /// <summary>Where the Web API is.</summary>
    public Uri Address { get; } = new(options.Value.ApiUrl);

    /// <summary>What was said of Slack in the log already.</summary>
    public RepeatedTrouble Trouble { get; } = new(time);

    /// <summary>The answer of a method that succeeded.</summary>
    public async Task<JsonObject> CallAsync(SlackCall call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await TryAsync(call, cancellationToken);
                status.CallSucceeded(call.IsApp);
                return answer;
            }
            catch (SlackException failure) when (MayTryAgain(call, failure, attempt))
            {
                var wait = failure.RetryAfter ?? TimeSpan.FromMilliseconds(250 << attempt);
                if (Trouble.IsNews(failure.Message))
                {
                    Log.Retrying(logger, call.Method, failure.Code, wait);
                }

                await Task.Delay(wait, time, cancellationToken);
            }
            catch (SlackException failure) when (failure.IsAuthentication)
            {
                status.Refused(failure.Code);
                throw;
            }
        }
    }

    /// <summary>Sends bytes to an address that Slack gave for them. It is a secret of its own, and gets no token.</summary>
    public async Task UploadAsync(Uri url, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Checked(url, "upload")) { Content = new ReadOnlyMemoryContent(content) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await SendAsync("upload", message, cancellationToken);
    }

    /// <summary>Answers through the address that came with a command; good for half an hour and five answers.</summary>
    public async Task RespondAsync(Uri url, JsonObject answer, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Checked(url, "response_url")) { Content = Json(answer) };
        await SendAsync("response_url", message, cancellationToken);
    }

    private static bool MayTryAgain(SlackCall call, SlackException failure, int attempt)
        => !call.IsOnce && attempt < MaxAttempts && failure.IsTransient
            && (failure.RetryAfter ?? TimeSpan.Zero) <= LongestWait
            && (call.IsRepeatable || failure.Code is SlackErrors.RateLimited or SlackErrors.ServerError);

    private async Task<JsonObject> TryAsync(SlackCall call, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, call.Method));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (call.IsApp ? _app : _bot).Value.Reveal());
        message.Content = call.IsForm ? Form(call.Arguments) : Json(call.Arguments);
        var body = await SendAsync(call.Method, message, cancellationToken);
        var answer = Parse(call.Method, body);
        return answer["ok"] is JsonValue ok && ok.TryGetValue<bool>(out var succeeded) && succeeded
            ? answer
            : throw Refusal(call.Method, answer);
    }

    private static SlackException Refusal(string method, JsonObject answer)
    {
        var code = DisplayText.Clean(Text(answer["error"]) ?? SlackErrors.BadAnswer, MaxCode);
        var needed = code == SlackErrors.MissingScope && Text(answer["needed"]) is { Length: > 0 } scope ? DisplayText.Clean(scope, MaxCode) : null;
        return new SlackException(method, code, needed: needed);
    }

    // With a length and a charset: Slack warns about JSON without one.
    private static StringContent Json(JsonObject arguments) => new(arguments.ToJsonString(), Encoding.UTF8, "application/json");

    private static FormUrlEncodedContent Form(JsonObject arguments)
        => new(arguments.Select(pair => KeyValuePair.Create(pair.Key, Text(pair.Value) ?? pair.Value?.ToJsonString() ?? string.Empty)));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Parse(string method, byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new SlackException(method, SlackErrors.BadAnswer);
        }
        catch (JsonException exception)
        {
            throw new SlackException(method, SlackErrors.BadAnswer, inner: exception);
        }
    }

    private Uri Checked(Uri url, string method) => SlackHosts.MayCall(url, Address) ? url : throw new SlackException(method, SlackErrors.Address);

    private async Task<byte[]> SendAsync(string method, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await clients.CreateClient(ClientName).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            Check(method, response);
            if (method == "auth.test" && response.Headers.TryGetValues("X-OAuth-Scopes", out var scopes))
            {
                status.Scopes = [.. scopes.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Take(MaxScopes)];
            }

            return await ReadAsync(method, response, linked.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlackException(method, SlackErrors.Timeout, inner: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new SlackException(method, SlackErrors.Network, inner: exception);
        }
    }

    private static void Check(string method, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw new SlackException(method, SlackErrors.RateLimited, response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }

        if (response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            throw new SlackException(method, SlackErrors.ServerError);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new SlackException(method, FormattableString.Invariant($"status_{(int)response.StatusCode}"));
        }
    }

    private static async Task<byte[]> ReadAsync(string method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > MaxAnswerBytes)
            {
                throw new SlackException(method, SlackErrors.BadAnswer);
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
