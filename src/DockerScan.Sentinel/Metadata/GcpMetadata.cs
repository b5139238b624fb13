using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>Google's service.</summary>
internal sealed class GcpMetadata(SentinelSpec spec)
{
    private const string Flavor = "Metadata-Flavor";
    private const string Root = "computeMetadata/v1";
    private const string Account = "481516234299-compute@developer.gserviceaccount.com";

    public HttpReply Respond(HttpRequest request)
    {
        var path = request.Path.Split('?')[0].Trim('/');
        var reply = !"Google".Equals(request.Header(Flavor), StringComparison.OrdinalIgnoreCase) && path.StartsWith(Root, StringComparison.Ordinal)
            ? new HttpReply(403, "Forbidden", "text/html", "Missing Metadata-Flavor:Google header.\n")
            : Item(path) ?? new HttpReply(404, "Not Found", "text/html", "Not Found\n");
        return reply with { Headers = [(Flavor, "Google"), ("Server", "Metadata Server for VM")] };
    }

    private HttpReply? Item(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return path.Length == 0 ? HttpReply.Text("computeMetadata/\n") : null;
        }

        const string Accounts = "/instance/service-accounts";
        var item = path[Root.Length..].Replace(Account, "default", StringComparison.Ordinal);
        return item switch
        {
            "" => HttpReply.Text("instance/\nproject/\n"),
            "/project" => HttpReply.Text("numeric-project-id\nproject-id\n"),
            "/project/project-id" => HttpReply.Text("web-frontend-prod"),
            "/project/numeric-project-id" => HttpReply.Text("481516234299"),
            "/instance" => HttpReply.Text("hostname\nid\nservice-accounts/\nzone\n"),
            "/instance/hostname" => HttpReply.Text("web-1.europe-west3-a.c.web-frontend-prod.internal"),
            "/instance/id" => HttpReply.Text("5829104726180934512"),
            "/instance/zone" => HttpReply.Text("projects/481516234299/zones/europe-west3-a"),
            Accounts => HttpReply.Text($"{Account}/\ndefault/\n"),
            Accounts + "/default" => HttpReply.Text("aliases\nemail\nscopes\ntoken\n"),
            Accounts + "/default/email" => HttpReply.Text(Account),
            Accounts + "/default/scopes" => HttpReply.Text("https://www.googleapis.com/auth/cloud-platform\n"),
            Accounts + "/default/token" => HttpReply.Json(JsonText.Object(
                ("access_token", spec.Metadata.GetValueOrDefault("gcpToken", string.Empty)), ("token_type", "Bearer")).Replace("}", ",\"expires_in\":3599}", StringComparison.Ordinal)),
            _ => null,
        };
    }
}
