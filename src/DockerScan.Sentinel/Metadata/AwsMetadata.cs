using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>Amazon's service, versions 1 and 2, and the credentials of container tasks.</summary>
internal sealed class AwsMetadata(SentinelSpec spec, MachineFacts machine, TimeProvider time)
{
    private const string Lifetime = "X-aws-ec2-metadata-token-ttl-seconds";

    public HttpReply Respond(HttpRequest request)
    {
        var path = request.Path.Split('?')[0].Trim('/');
        if (path == "latest/api/token")
        {
            return Token(request);
        }

        if (request.Method is not ("GET" or "HEAD"))
        {
            return new HttpReply(405, "Not Allowed", "text/plain", string.Empty);
        }

        if (path.Length == 0)
        {
            return HttpReply.Text("1.0\n2021-07-15\nlatest");
        }

        if (path.StartsWith("v2/credentials", StringComparison.Ordinal) || path.StartsWith("v2/metadata", StringComparison.Ordinal))
        {
            return HttpReply.Json(Credentials());
        }

        // The first part is a version: latest, 1.0 or a date.
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return Item(slash < 0 ? string.Empty : path[(slash + 1)..]) ?? NotFound();
    }

    private HttpReply Token(HttpRequest request) =>
        request.Method != "PUT" ? new HttpReply(405, "Not Allowed", "text/plain", string.Empty) { Headers = [("Allow", "OPTIONS, PUT")] }
        : request.Header(Lifetime) is not { } seconds || !int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var lifetime) || lifetime is < 1 or > 21600
            ? new HttpReply(400, "Bad Request", "text/plain", string.Empty)
            : HttpReply.Text(machine.AwsSession) with { Headers = [(Lifetime, lifetime.ToString(CultureInfo.InvariantCulture))] };

    private static HttpReply NotFound() => new(
        404, "Not Found", "text/html", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<html><head><title>404 - Not Found</title></head><body><h1>404 - Not Found</h1></body></html>\n");

    private HttpReply? Item(string item) => item switch
    {
        "" => HttpReply.Text("dynamic\nmeta-data\nuser-data"),
        "meta-data" => HttpReply.Text("ami-id\nhostname\niam/\ninstance-id\ninstance-type\nlocal-hostname\nlocal-ipv4\nplacement/\nservices/"),
        "meta-data/ami-id" => HttpReply.Text(machine.AwsImage),
        "meta-data/hostname" or "meta-data/local-hostname" => HttpReply.Text($"ip-172-17-0-2.{machine.AwsRegion}.compute.internal"),
        "meta-data/instance-id" => HttpReply.Text(machine.AwsInstance),
        "meta-data/instance-type" => HttpReply.Text(machine.AwsType),
        "meta-data/local-ipv4" => HttpReply.Text(Loopback.Own4.ToString()),
        "meta-data/placement" => HttpReply.Text("availability-zone\nregion"),
        "meta-data/placement/region" => HttpReply.Text(machine.AwsRegion),
        "meta-data/placement/availability-zone" => HttpReply.Text(machine.AwsZone),
        "meta-data/services" => HttpReply.Text("domain\npartition"),
        "meta-data/services/domain" => HttpReply.Text("amazonaws.com"),
        "meta-data/iam" => HttpReply.Text("info\nsecurity-credentials/"),
        "meta-data/iam/info" => HttpReply.Json(JsonText.Object(
            ("Code", "Success"), ("InstanceProfileArn", $"arn:aws:iam::{machine.AwsAccount}:instance-profile/{machine.AwsRole}"), ("InstanceProfileId", machine.AwsProfile))),
        "meta-data/iam/security-credentials" => HttpReply.Text(machine.AwsRole),
        _ when item == "meta-data/iam/security-credentials/" + machine.AwsRole => HttpReply.Json(Credentials()),
        "dynamic" => HttpReply.Text("instance-identity/"),
        "dynamic/instance-identity" => HttpReply.Text("document"),
        "dynamic/instance-identity/document" => HttpReply.Json(JsonText.Object(
            ("accountId", machine.AwsAccount), ("availabilityZone", machine.AwsZone), ("instanceId", machine.AwsInstance), ("instanceType", machine.AwsType), ("region", machine.AwsRegion))),
        _ => null,
    };

    private string Credentials()
    {
        var now = time.GetUtcNow();
        return JsonText.Object(
            ("Code", "Success"), ("LastUpdated", Iso(now.AddMinutes(-20))), ("Type", "AWS-HMAC"),
            ("AccessKeyId", spec.Metadata.GetValueOrDefault("awsAccessKeyId", string.Empty)),
            ("SecretAccessKey", spec.Metadata.GetValueOrDefault("awsSecretAccessKey", string.Empty)),
            ("Token", spec.Metadata.GetValueOrDefault("awsToken", string.Empty)), ("Expiration", Iso(now.AddHours(6))));
    }

    private static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
