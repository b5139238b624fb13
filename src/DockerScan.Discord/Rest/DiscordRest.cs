using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Rest;

/// <summary>Calls the API within its limits. 429, 5xx and lost connections are tried again, three times at most.</summary>
internal sealed class DiscordRest(IHttpClientFactory clients, IOptions<DiscordOptions> options, TimeProvider time, ILogger<DiscordRest> logger)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "discord";

    private const int Attempts = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(30);
    private readonly RateLimits _limits = new(time);

    /// <summary>What was said of Discord in the log already.</summary>
    public RepeatedTrouble Trouble { get; } = new(time);

    private readonly InvalidRequestBudget _budget = new(time);
    private readonly Lazy<Secret> _token = new(() => DiscordSecrets.BotToken(options.Value));
    private volatile bool _isTokenDead;

    /// <summary>The answer's JSON; null when it has none.</summary>
    /// <param name="route">The call.</param>
    /// <param name="content">Makes the body, anew for each attempt; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DiscordException">It failed.</exception>
    public async Task<JsonElement?> SendAsync(DiscordRoute route, Func<HttpContent>? content, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await WaitForTurnAsync(route, cancellationToken);
            var answer = await AttemptAsync(route, content, attempt, cancellationToken);
            if (answer.Error is not { } error)
            {
                return answer.Body;
            }

            if (attempt == Attempts || answer.Retry is not { } delay || delay > LongestWait)
            {
                throw error;
            }

            if (Trouble.IsNews($"{route.Name}: {error.Message}"))
            {
                Log.Retrying(logger, route.Name, error.Message, delay);
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task WaitForTurnAsync(DiscordRoute route, CancellationToken cancellationToken)
    {
        if (_budget.IsSpent)
        {
            throw new DiscordException(DiscordProblem.RateLimited, "too many calls were refused; none is made until ten minutes are over");
        }

        if (_isTokenDead && route.UsesBotToken)
        {
            throw new DiscordException(DiscordProblem.Unauthorized, "Discord refused the bot token; no further call is made with it");
        }

        var waited = TimeSpan.Zero;
        for (var wait = _limits.Reserve(route); wait > TimeSpan.Zero; wait = _limits.Reserve(route))
        {
            waited += wait;
            if (waited > LongestWait)
            {
                throw new DiscordException(DiscordProblem.RateLimited, $"Discord's limit for '{route.Name}' opens too late");
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<DiscordAnswer> AttemptAsync(DiscordRoute route, Func<HttpContent>? content, int attempt, CancellationToken cancellationToken)
    {
        var backoff = TimeSpan.FromMilliseconds(250 << attempt);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(route, content);
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var body = await DiscordReply.ReadAsync(response, both.Token);
            return Judge(route, response, body, backoff);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DiscordAnswer(null, new DiscordException(DiscordProblem.Unavailable, "Discord did not answer in time"), backoff);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Without the exception's text: it may name the address, and with it an interaction's token.
            return new DiscordAnswer(null, new DiscordException(DiscordProblem.Unavailable, $"Discord cannot be reached ({exception.GetType().Name})"), backoff);
        }
    }

    private HttpRequestMessage Request(DiscordRoute route, Func<HttpContent>? content)
    {
        var request = new HttpRequestMessage(route.Method, new Uri(new Uri(options.Value.ApiUrl), route.Path)) { Content = content?.Invoke() };
        request.Headers.UserAgent.ParseAdd("DiscordBot (https://dockerscan.example, 0.1)");
        if (route.UsesBotToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bot", _token.Value.Reveal());
        }

        return request;
    }

    private DiscordAnswer Judge(DiscordRoute route, HttpResponseMessage response, JsonElement? body, TimeSpan backoff)
    {
        _limits.Learn(
            route,
            DiscordReply.Header(response, "X-RateLimit-Bucket"),
            DiscordReply.Number(DiscordReply.Header(response, "X-RateLimit-Remaining")),
            DiscordReply.Seconds(DiscordReply.Header(response, "X-RateLimit-Reset-After")));
        if (response.IsSuccessStatusCode)
        {
            return new DiscordAnswer(body);
        }

        var error = DiscordReply.Error(response.StatusCode, body);
        Count(response, error, route);
        return error.Problem switch
        {
            DiscordProblem.RateLimited => new DiscordAnswer(null, error, Wait(route, response, body)),
            // Not at once after a 403: that is how an address gets shut out.
            DiscordProblem.Unavailable when response.StatusCode != HttpStatusCode.Forbidden => new DiscordAnswer(null, error, backoff),
            _ => new DiscordAnswer(null, error),
        };
    }

    private void Count(HttpResponseMessage response, DiscordException error, DiscordRoute route)
    {
        var isShared = DiscordReply.Header(response, "X-RateLimit-Scope") == "shared";
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (response.StatusCode == HttpStatusCode.TooManyRequests && !isShared))
        {
            _budget.Count();
        }

        _isTokenDead |= route.UsesBotToken && error.Problem == DiscordProblem.Unauthorized;
    }

    private TimeSpan Wait(DiscordRoute route, HttpResponseMessage response, JsonElement? body)
    {
        var named = DiscordReply.Property(body, "retry_after") is { ValueKind: JsonValueKind.Number } number ? DiscordReply.Seconds(number.GetRawText()) : null;
        var wait = named ?? DiscordReply.Seconds(DiscordReply.Header(response, "Retry-After")) ?? UnknownWait;
        var isGlobal = DiscordReply.Header(response, "X-RateLimit-Global") is not null || DiscordReply.Property(body, "global") is { ValueKind: JsonValueKind.True };
        _limits.Pause(route, wait, isGlobal);
        return wait;
    }
}
