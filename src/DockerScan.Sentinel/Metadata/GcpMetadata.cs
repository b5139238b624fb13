using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>Google's service.</summary>
internal sealed class GcpMetadata(SentinelSpec spec, MachineFacts machine)
{
    private const string Flavor = "Metadata-Flavor";
    private const string Root = "computeMetadata/v1";
    private readonly string _account = $"{machine.GcpNumber}-compute@developer.gserviceaccount.com";

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
        var item = path[Root.Length..].Replace(_account, "default", StringComparison.Ordinal);
        return item switch
        {
            "" => HttpReply.Text("instance/\nproject/\n"),
            "/project" => HttpReply.Text("numeric-project-id\nproject-id\n"),
            "/project/project-id" => HttpReply.Text(machine.GcpProject),
            "/project/numeric-project-id" => HttpReply.Text(machine.GcpNumber),
            "/instance" => HttpReply.Text("hostname\nid\nservice-accounts/\nzone\n"),
            "/instance/hostname" => HttpReply.Text($"{machine.Use}-{machine.Number}.{machine.GcpZone}.c.{machine.GcpProject}.internal"),
            "/instance/id" => HttpReply.Text(machine.GcpInstance),
            "/instance/zone" => HttpReply.Text($"projects/{machine.GcpNumber}/zones/{machine.GcpZone}"),
            Accounts => HttpReply.Text($"{_account}/\ndefault/\n"),
            Accounts + "/default" => HttpReply.Text("aliases\nemail\nscopes\ntoken\n"),
            Accounts + "/default/email" => HttpReply.Text(_account),
            Accounts + "/default/scopes" => HttpReply.Text("https://www.googleapis.com/auth/cloud-platform\n"),
            Accounts + "/default/token" => HttpReply.Json(JsonText.Object(
                ("access_token", spec.Metadata.GetValueOrDefault("gcpToken", string.Empty)), ("token_type", "Bearer")).Replace("}", ",\"expires_in\":3599}", StringComparison.Ordinal)),
            _ => null,
        };
    }
}
