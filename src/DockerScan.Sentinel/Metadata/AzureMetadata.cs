using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>Microsoft's service.</summary>
internal sealed class AzureMetadata(SentinelSpec spec, TimeProvider time)
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
                """{"compute":{"azEnvironment":"AzurePublicCloud","location":"westeurope","name":"web-1","osType":"Linux","resourceGroupName":"web-prod","subscriptionId":"7c1b2f0e-5a4d-4b8e-9f3a-1d2c3b4a5e6f","vmId":"2f6a1c9e-8b7d-4e5f-a0b1-c2d3e4f5a6b7","vmSize":"Standard_B2s"},"network":{"interface":[{"ipv4":{"ipAddress":[{"privateIpAddress":"172.17.0.2","publicIpAddress":""}]}}]}}"""),
            _ => new HttpReply(404, "Not Found", "application/json", """{"error":"Not found"}"""),
        };
    }

    private string Token(HttpRequest request)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return JsonText.Object(
            ("access_token", spec.Metadata.GetValueOrDefault("azureToken", string.Empty)),
            ("client_id", "9d8c7b6a-1f2e-4d3c-8b5a-6e7f8091a2b3"),
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
