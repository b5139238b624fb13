using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Acme;

/// <summary>Calls the platform: bounded in time and size. What may be tried again is said here, and nothing else is.</summary>
internal sealed class AcmeApi(IHttpClientFactory clients, IOptions<AcmeOptions> options, TimeProvider time)
{
    /// <summary>The name of the client, which follows no redirect.</summary>
    public const string ClientName = "DockerScan.Acme";

    private const int MaxAnswerBytes = 1 << 20;
    private readonly Lazy<Secret> _token = new(() => new Secret(
        SecretSetting.Find("Acme:Token", options.Value.Token, options.Value.TokenFile) ?? throw new InvalidDataException("Acme:Token is missing; set it or Acme:TokenFile")));

    /// <summary>Sends text and gives the platform's id of the message.</summary>
    public async Task<string> SendAsync(HttpMethod method, string path, string text, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = new HttpRequestMessage(method, new Uri(new Uri(options.Value.ApiUrl), path)) { Content = new StringContent(text, Encoding.UTF8, "text/plain") };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token.Value.Reveal());
        var client = clients.CreateClient(ClientName);
        client.MaxResponseContentBufferSize = MaxAnswerBytes;
        try
        {
            using var response = await client.SendAsync(message, linked.Token);
            response.EnsureSuccessStatusCode();
            return DisplayText.Clean(await response.Content.ReadAsStringAsync(linked.Token), 100);
        }
        catch (HttpRequestException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            throw new MessageGoneException("there is no such message or place", gone);
        }
        catch (HttpRequestException away) when (away.StatusCode is null or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests)
        {
            throw new ChannelAwayException("the platform does not answer", away);
        }
    }
}
