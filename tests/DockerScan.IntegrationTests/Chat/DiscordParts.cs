using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DockerScan.TestKit.Discord;
using NSec.Cryptography;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>The program with a Discord on loopback, and what Discord posts to it.</summary>
internal static class DiscordParts
{
    private const string PublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    // RFC 8032, section 7.1, test 1.
    private static readonly byte[] Seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    public static HostProcess Host(LoopbackDiscord discord, string mode)
    {
        var host = new HostProcess();
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["Enabled"] = "true", ["Mode"] = mode, ["BotToken"] = LoopbackDiscord.BotToken, ["ApiUrl"] = discord.Api.AbsoluteUri, ["Access__Places__0"] = LoopbackDiscord.Guild,
            ["PublicKey"] = PublicKey,
        })
        {
            host.Environment["DOCKERSCAN__Discord__" + key] = value;
        }

        return host;
    }

    /// <summary>A slash command as Discord posts it; what follows "working on it" is taken.</summary>
    public static JsonObject Command(LoopbackDiscord discord, string name, params JsonObject[] options)
    {
        var interaction = discord.MakeInteraction(2, new JsonObject { ["id"] = "1", ["name"] = name, ["type"] = 1, ["options"] = new JsonArray([.. options]) });
        discord.AcknowledgeInAnswer(interaction["token"]!.ToString());
        return interaction;
    }

    /// <summary>An option of text.</summary>
    public static JsonObject Text(string name, string value) => new() { ["name"] = name, ["type"] = 3, ["value"] = value };

    /// <summary>Posts an interaction, signed as Discord does it.</summary>
    /// <param name="client">The HTTP client.</param>
    /// <param name="address">Where the program listens.</param>
    /// <param name="body">The interaction.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="isForged">Signed for other bytes.</param>
    /// <param name="hostName">The name that it is asked for under; null for the address.</param>
    /// <param name="stamp">The time in the signature, in seconds; null for now.</param>
    public static async Task<(int Status, string Body)> PostAsync(
        HttpClient client, Uri address, string body, CancellationToken cancellationToken, bool isForged = false, string? hostName = null, string? stamp = null)
    {
        stamp ??= DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var key = Key.Import(SignatureAlgorithm.Ed25519, Seed, KeyBlobFormat.RawPrivateKey);
        var signature = SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(stamp + body + (isForged ? " " : string.Empty)));
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "discord/interactions")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Host = hostName;
        message.Headers.Add("X-Signature-Timestamp", stamp);
        message.Headers.Add("X-Signature-Ed25519", Convert.ToHexStringLower(signature));
        using var answer = await client.SendAsync(message, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
