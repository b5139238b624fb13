using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>Microsoft's service.</summary>
internal sealed class AzureMetadata(SentinelSpec spec, MachineFacts machine, TimeProvider time)
{
    private const int Lifetime = 86_399;

    public HttpReply Respond(HttpRequest request)
    {
        if (!"true".Equals(request.Header("Metadata"), StringComparison.OrdinalIgnoreCase))
        {
            return new HttpReply(400, "Bad Request", "application/json", """{"error":"Bad request. Required metadata header not specified"}""");
        }

        var path = request.Path.Split('?')[0].TrimEnd('/');
        return path switch
        {
            "/metadata/identity/oauth2/token" => HttpReply.Json(Token(request)),
            "/metadata/instance" => HttpReply.Json(
                $$$"""{"compute":{"azEnvironment":"AzurePublicCloud","location":"{{{machine.AzureLocation}}}","name":"{{{machine.Use}}}-{{{machine.Number}}}","osType":"Linux","resourceGroupName":"{{{machine.Use}}}-{{{machine.Stage}}}","subscriptionId":"{{{machine.AzureSubscription}}}","vmId":"{{{machine.AzureMachine}}}","vmSize":"{{{machine.AzureSize}}}"},"network":{"interface":[{"ipv4":{"ipAddress":[{"privateIpAddress":"172.17.0.2","publicIpAddress":""}]}}]}}"""),
            _ => new HttpReply(404, "Not Found", "application/json", """{"error":"Not found"}"""),
        };
    }

    private string Token(HttpRequest request)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return JsonText.Object(
            ("access_token", spec.Metadata.GetValueOrDefault("azureToken", string.Empty)),
            ("client_id", machine.AzureClient),
            ("expires_in", Lifetime.ToString(CultureInfo.InvariantCulture)),
            ("expires_on", (now + Lifetime).ToString(CultureInfo.InvariantCulture)),
            ("not_before", now.ToString(CultureInfo.InvariantCulture)),
            ("resource", Resource(request.Path)), ("token_type", "Bearer"));
    }

    private static string Resource(string path)
    {
        const string Key = "resource=";
        var at = path.IndexOf(Key, StringComparison.Ordinal);
        var value = at < 0 ? "https://management.azure.com/" : Uri.UnescapeDataString(path[(at + Key.Length)..].Split('&')[0]);
        return value.Length > 256 ? value[..256] : value;
    }
}
