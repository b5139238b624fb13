using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>Amazon's service, versions 1 and 2, and the credentials of container tasks.</summary>
internal sealed class AwsMetadata(SentinelSpec spec, TimeProvider time)
{
    private const string Role = "web-server-role";
    private const string Lifetime = "X-aws-ec2-metadata-token-ttl-seconds";
    private const string SessionToken = "AQAEAOw2k8Zr9vGd4tYxqLJm1sNnB7cE5hUuPp0oWiXyTfKlR3sQzA==";
    private const string InstanceId = "i-0a3f5c7d9e1b24680";

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

    private static HttpReply Token(HttpRequest request) =>
        request.Method != "PUT" ? new HttpReply(405, "Not Allowed", "text/plain", string.Empty) { Headers = [("Allow", "OPTIONS, PUT")] }
        : request.Header(Lifetime) is not { } seconds || !int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var lifetime) || lifetime is < 1 or > 21600
            ? new HttpReply(400, "Bad Request", "text/plain", string.Empty)
            : HttpReply.Text(SessionToken) with { Headers = [(Lifetime, lifetime.ToString(CultureInfo.InvariantCulture))] };

    private static HttpReply NotFound() => new(
        404, "Not Found", "text/html", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<html><head><title>404 - Not Found</title></head><body><h1>404 - Not Found</h1></body></html>\n");

    private HttpReply? Item(string item) => item switch
    {
        "" => HttpReply.Text("dynamic\nmeta-data\nuser-data"),
        "meta-data" => HttpReply.Text("ami-id\nhostname\niam/\ninstance-id\ninstance-type\nlocal-hostname\nlocal-ipv4\nplacement/\nservices/"),
        "meta-data/ami-id" => HttpReply.Text("ami-0c1ac8a41498c1a9c"),
        "meta-data/hostname" or "meta-data/local-hostname" => HttpReply.Text("ip-172-17-0-2.eu-central-1.compute.internal"),
        "meta-data/instance-id" => HttpReply.Text(InstanceId),
        "meta-data/instance-type" => HttpReply.Text("t3.medium"),
        "meta-data/local-ipv4" => HttpReply.Text(Loopback.Own4.ToString()),
        "meta-data/placement" => HttpReply.Text("availability-zone\nregion"),
        "meta-data/placement/region" => HttpReply.Text("eu-central-1"),
        "meta-data/placement/availability-zone" => HttpReply.Text("eu-central-1a"),
        "meta-data/services" => HttpReply.Text("domain\npartition"),
        "meta-data/services/domain" => HttpReply.Text("amazonaws.com"),
        "meta-data/iam" => HttpReply.Text("info\nsecurity-credentials/"),
        "meta-data/iam/info" => HttpReply.Json(JsonText.Object(
            ("Code", "Success"), ("InstanceProfileArn", $"arn:aws:iam::482910573624:instance-profile/{Role}"), ("InstanceProfileId", "AIPAXQ3C7T5BK2MZ4N6VU"))),
        "meta-data/iam/security-credentials" => HttpReply.Text(Role),
        "meta-data/iam/security-credentials/" + Role => HttpReply.Json(Credentials()),
        "dynamic" => HttpReply.Text("instance-identity/"),
        "dynamic/instance-identity" => HttpReply.Text("document"),
        "dynamic/instance-identity/document" => HttpReply.Json(JsonText.Object(
            ("accountId", "482910573624"), ("availabilityZone", "eu-central-1a"), ("instanceId", InstanceId), ("instanceType", "t3.medium"), ("region", "eu-central-1"))),
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
