using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;
using NSec.Cryptography;

namespace ChatBench;

/// <summary>Slack and Discord on this machine, what people say there, and what the bot answered.</summary>
internal sealed class Platforms : IAsyncDisposable
{
    private const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    // RFC 8032, section 7.1, test 1.
    private const string Seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private const string PublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private const long FirstUser = 410_000_000_000_000_000;
    private const long FirstChannel = 310_000_000_000_000_000;
    private readonly Key _key = Key.Import(SignatureAlgorithm.Ed25519, Convert.FromHexString(Seed), KeyBlobFormat.RawPrivateKey);

    public LoopbackSlack Slack { get; } = LoopbackSlack.Start();

    public LoopbackDiscord Discord { get; } = LoopbackDiscord.Start();

    /// <summary>Commands that got their card: the first post of each in Slack, the first answer of each in Discord.</summary>
    public int Answered
        => Slack.Calls.Count(call => call is { Method: "chat.postMessage", Succeeded: true })
            + Discord.Calls.Where(call => call is { Name: "edit original", Status: 200 }).DistinctBy(call => call.Path, StringComparer.Ordinal).Count();

    /// <summary>Settings of the program for both: as they are by default but for addresses, secrets and who may.</summary>
    /// <param name="overHttp">True for signed posts, false for Socket Mode and Gateway.</param>
    public IReadOnlyDictionary<string, string> Settings(bool overHttp) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOCKERSCAN__Slack__Enabled"] = "true",
        ["DOCKERSCAN__Slack__Mode"] = overHttp ? "Http" : "Socket",
        ["DOCKERSCAN__Slack__BotToken"] = LoopbackSlack.BotToken,
        ["DOCKERSCAN__Slack__AppToken"] = LoopbackSlack.AppToken,
        ["DOCKERSCAN__Slack__SigningSecret"] = SigningSecret,
        ["DOCKERSCAN__Slack__ApiUrl"] = Slack.Api.AbsoluteUri,
        ["DOCKERSCAN__Slack__Access__Places__0"] = LoopbackSlack.Team,
        ["DOCKERSCAN__Discord__Enabled"] = "true",
        ["DOCKERSCAN__Discord__Mode"] = overHttp ? "Http" : "Gateway",
        ["DOCKERSCAN__Discord__BotToken"] = LoopbackDiscord.BotToken,
        ["DOCKERSCAN__Discord__PublicKey"] = PublicKey,
        ["DOCKERSCAN__Discord__ApiUrl"] = Discord.Api.AbsoluteUri,
        ["DOCKERSCAN__Discord__Access__Places__0"] = LoopbackDiscord.Guild,
    };

    /// <summary>What a person types in Slack, in a channel of that person's own.</summary>
    public JsonObject SlackPayload(int person, string text)
    {
        var payload = Slack.CommandPayload("/dockerscan", text, $"U{Number(person)}");
        payload["channel_id"] = $"C{Number(person)}";
        return payload;
    }

    /// <summary>What a person types in Discord, in a channel of that person's own.</summary>
    public JsonObject Interaction(int person, string name, params JsonObject[] options)
    {
        var interaction = Discord.MakeInteraction(2, new JsonObject { ["id"] = "1", ["name"] = name, ["type"] = 1, ["options"] = new JsonArray([.. options]) });
        var channel = Number(FirstChannel + person);
        interaction["member"]!["user"]!["id"] = Number(FirstUser + person);
        interaction["channel_id"] = channel;
        interaction["channel"]!["id"] = channel;
        return interaction;
    }

    /// <summary>As Slack posts it.</summary>
    public static SignedCommand Sign(JsonObject slackPayload)
    {
        var body = string.Join('&', slackPayload.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!.ToString())}"));
        var stamp = Stamp();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SigningSecret), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}"));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Slack-Request-Timestamp"] = stamp, ["X-Slack-Signature"] = "v0=" + Convert.ToHexStringLower(hash),
        };
        return new SignedCommand("slack/commands", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(body), headers, string.Empty);
    }

    /// <summary>As Discord posts it.</summary>
    public SignedCommand SignInteraction(JsonObject interaction)
    {
        // The answer to the post is the acknowledgement; what edits it is welcome from now on.
        Discord.AcknowledgeInAnswer(interaction["token"]!.ToString());
        var body = interaction.ToJsonString();
        var stamp = Stamp();
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(stamp + body));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Signature-Timestamp"] = stamp, ["X-Signature-Ed25519"] = Convert.ToHexStringLower(signature),
        };
        return new SignedCommand("discord/interactions", "application/json", Encoding.UTF8.GetBytes(body), headers, """{"type":5}""");
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await Slack.DisposeAsync();
        await Discord.DisposeAsync();
    }

    private static string Stamp() => Number(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
