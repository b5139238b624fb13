using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.IntegrationTests.Chat;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;
using DockerScan.TestKit.VirusTotal;

namespace DockerScan.IntegrationTests.Stores;

/// <summary>A program with a secret of every kind in its settings and files, and where else one comes from.</summary>
internal static partial class SecretParts
{
    private const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string WebhookPath = "hook-path-9c41e07db2";
    private const string PingPath = "ping-path-5f2d8a6e13";

    /// <summary>Puts them where an installation has them; by what each is called, its value. No webhook answers, so what is said of that is kept.</summary>
    public static Dictionary<string, string> Put(HostProcess host, LoopbackSlack slack, LoopbackDiscord discord, LoopbackVirusTotal virusTotal)
    {
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["Discord__Enabled"] = "true",
            ["Discord__Mode"] = "Gateway",
            ["Discord__BotTokenFile"] = host.WriteSecret("discord", LoopbackDiscord.BotToken),
            ["Discord__ApiUrl"] = discord.Api.AbsoluteUri,
            ["Discord__Access__Places__0"] = LoopbackDiscord.Guild,
            ["VirusTotal__ApiKeyFile"] = host.WriteSecret("virustotal", LoopbackVirusTotal.Key),
            ["VirusTotal__ApiUrl"] = virusTotal.Api.AbsoluteUri,
            ["Webhooks__Targets__0__Name"] = "soc",
            ["Webhooks__Targets__0__UrlFile"] = host.WriteSecret("hook-url", $"http://127.0.0.1:9/{WebhookPath}"),
            ["Webhooks__Targets__0__SecretFile"] = host.WriteSecret("hook-secret", WebhookSecret),
            ["Webhooks__AllowedPrivate__0"] = "127.0.0.1:9",
            ["Schedules__PingUrlFile"] = host.WriteSecret("ping-url", $"https://127.0.0.1:9/{PingPath}"),
        })
        {
            host.Environment["DOCKERSCAN__" + key] = value;
        }

        return new(StringComparer.Ordinal)
        {
            ["Slack's bot token"] = LoopbackSlack.BotToken, ["Slack's app token"] = LoopbackSlack.AppToken, ["Slack's signing secret"] = SlackParts.SigningSecret,
            ["Discord's bot token"] = LoopbackDiscord.BotToken, ["VirusTotal's key"] = LoopbackVirusTotal.Key, ["the webhook's secret"] = WebhookSecret,
            ["the same without its head"] = WebhookSecret["whsec_".Length..], ["the webhook's address"] = WebhookPath, ["the address that is pinged"] = PingPath,
        };
    }

    /// <summary>What the thief of the samples stole, as the capture of its run holds it.</summary>
    public static IEnumerable<(string Kind, string Value)> Stolen(HostProcess host)
    {
        var capture = Encoding.Latin1.GetString(File.ReadAllBytes(Assert.Single(Directory.GetFiles(host.Data, "capture.pcap", SearchOption.AllDirectories))));
        return Credentials().Matches(capture).SelectMany(match => match.Groups.Values.Skip(1).Where(group => group.Success).Select(group => (group.Name, group.Value))).Distinct();
    }

    /// <summary>What the program drew for itself: its keys.</summary>
    public static IEnumerable<(string Kind, string Value)> Drawn(HostProcess host)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(host.Data, "keys"), "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file, Encoding.Latin1);
            yield return (Path.GetFileName(file), MasterKey().Match(text) is { Success: true } master ? master.Groups["key"].Value : text.Trim());
        }
    }

    /// <summary>Whether a back-up holds a text: as it is, as JSON or an address writes it, in base64 or in hex.</summary>
    public static bool Holds(ReadOnlySpan<byte> backup, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        foreach (var form in (string[])[text, JsonSerializer.Serialize(text).Trim('"'), Uri.EscapeDataString(text), Convert.ToBase64String(bytes), Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes)])
        {
            if (backup.IndexOf(Encoding.Latin1.GetBytes(form)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("""aws_secret_access_key = (?<planted>[A-Za-z0-9+/=]{40})|"SecretAccessKey" ?: ?"(?<secret>[^"]{40})"|"AccessKeyId" ?: ?"(?<id>\w{16,})"|"Token" ?: ?"(?<token>[^"]{100,})"|aws_access_key_id = (?<plantedId>\w{16,})""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Credentials();

    [GeneratedRegex("<value>(?<key>[^<]+)</value>", RegexOptions.NonBacktracking)]
    private static partial Regex MasterKey();
}
