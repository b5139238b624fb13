using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DockerScan.Conversation.Delivery;
using Microsoft.Extensions.Options;

namespace DockerScan.Webhooks;

/// <summary>One try to tell one address. What it answers is not read: its status alone counts.</summary>
internal sealed class WebhookSender(IHttpClientFactory http, IOptions<WebhookOptions> options, WebhookStatus status, TimeProvider time)
{
    public const string ClientName = "webhooks";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Whom a name means; null when the settings have none of it.</summary>
    public (int Index, WebhookTargetOptions Target)? Find(string name)
        => options.Value.Targets.Index().Where(pair => pair.Item.Name == name).Select(pair => ((int, WebhookTargetOptions)?)pair).FirstOrDefault();

    /// <summary>Tells it.</summary>
    /// <param name="name">Whom.</param>
    /// <param name="id">What tells this message from all others: the same at each try.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ChannelAwayException">It may be taken later.</exception>
    /// <exception cref="MessageGoneException">It never will: the settings name it no more, or it said that it is gone.</exception>
    public async Task SendAsync(string name, string id, byte[] body, CancellationToken cancellationToken)
    {
        if (Find(name) is not (var index, var known))
        {
            throw new MessageGoneException($"Webhooks:Targets has no {name}");
        }

        string? problem = null;
        try
        {
            var target = WebhookTarget.Read(FormattableString.Invariant($"Webhooks:Targets:{index}"), known, options.Value);
            await CallAsync(target, id, body, cancellationToken);
        }
        catch (ChannelAwayException e)
        {
            problem = e.Message;
            throw;
        }
        catch (MessageGoneException e)
        {
            problem = e.Message;
            throw;
        }
        catch (InvalidDataException e)
        {
            throw new ChannelAwayException(problem = e.Message, e);
        }
        finally
        {
            status.Note(name, problem);
        }
    }

    private async Task CallAsync(WebhookTarget target, string id, byte[] body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var client = http.CreateClient(ClientName);
            using var request = Request(target, id, body, time.GetUtcNow());
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (answer.StatusCode == HttpStatusCode.Gone)
            {
                throw new MessageGoneException($"{target.Name} says that it is gone (410)");
            }

            if (!answer.IsSuccessStatusCode)
            {
                var code = (int)answer.StatusCode;
                throw new ChannelAwayException(FormattableString.Invariant($"{target.Name} answered {code}{(code is >= 300 and < 400 ? ", and redirects are not followed" : string.Empty)}"))
                {
                    RetryAfter = Wait(answer.Headers.RetryAfter),
                };
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Its own text may hold the address, which may be a secret.
            throw new ChannelAwayException(e switch
            {
                OperationCanceledException => $"{target.Name} did not answer in time",
                HttpRequestException { InnerException: PrivateAddressException refused } => $"{target.Name}: {refused.Message}",
                HttpRequestException request => $"{target.Name} cannot be reached: {request.HttpRequestError}",
                _ => $"{target.Name} cannot be reached: {e.GetType().Name}",
            });
        }
    }

    private static HttpRequestMessage Request(WebhookTarget target, string id, byte[] body, DateTimeOffset now)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', target.Secrets.Select(secret => secret.Sign(id, now, body))));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("DockerScan", "1"));
        return request;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? asked)
        => (asked?.Delta ?? asked?.Date - time.GetUtcNow()) is not { } wait || wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;
}
