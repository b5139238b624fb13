using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DockerScan.TestKit.Slack;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>The program with a Slack on loopback, and what Slack sends it over HTTP.</summary>
internal static class SlackParts
{
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    public static HostProcess Host(LoopbackSlack slack, string mode)
    {
        var host = new HostProcess();
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["Enabled"] = "true", ["Mode"] = mode, ["BotToken"] = LoopbackSlack.BotToken, ["AppToken"] = LoopbackSlack.AppToken, ["SigningSecret"] = SigningSecret,
            ["ApiUrl"] = slack.Api.AbsoluteUri, ["Access__Places__0"] = LoopbackSlack.Team,
        })
        {
            host.Environment["DOCKERSCAN__Slack__" + key] = value;
        }

        return host;
    }

    public static string Form(JsonObject payload) => string.Join('&', payload.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!.ToString())}"));

    /// <summary>A command, signed as Slack does it.</summary>
    /// <param name="client">The HTTP client.</param>
    /// <param name="address">Where the program listens.</param>
    /// <param name="body">The form.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="signature">Another signature.</param>
    /// <param name="hostName">The name that it is asked for under; null for the address.</param>
    /// <param name="stamp">The time in the signature, in seconds; null for now.</param>
    public static async Task<int> PostAsync(
        HttpClient client, Uri address, string body, CancellationToken cancellationToken, string? signature = null, string? hostName = null, string? stamp = null)
    {
        stamp ??= DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        signature ??= "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SigningSecret), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}")));
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "slack/commands")) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        message.Headers.Host = hostName;
        message.Headers.Add("X-Slack-Request-Timestamp", stamp);
        message.Headers.Add("X-Slack-Signature", signature);
        using var answer = await client.SendAsync(message, cancellationToken);
        return (int)answer.StatusCode;
    }
}
