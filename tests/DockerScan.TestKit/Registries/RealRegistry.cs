using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace DockerScan.TestKit.Registries;

/// <summary>A registry that nobody here wrote, and how it is filled.</summary>
public static class RealRegistry
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Its host and port; skips the test where there is none.</summary>
    public static string Host()
    {
        if (Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_REGISTRY") is { Length: > 0 } host)
        {
            return host;
        }

        Assert.Skip("DOCKERSCAN_TEST_REGISTRY names no registry");
        return string.Empty;
    }

    public static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    public static Task PushBlobAsync(HttpClient http, Uri root, string content) => PushBlobAsync(http, root, Encoding.UTF8.GetBytes(content));

    public static async Task PushBlobAsync(HttpClient http, Uri root, byte[] content)
    {
        using var started = await http.PostAsync(new Uri(root, "blobs/uploads/"), null, Token);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var location = new Uri(root, started.Headers.Location!);
        var separator = location.Query.Length == 0 ? "?" : "&";
        using var body = new ByteArrayContent(content);
        using var done = await http.PutAsync(new Uri($"{location}{separator}digest={Digest(content)}"), body, Token);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
    }

    public static async Task PushManifestAsync(HttpClient http, Uri root, string name, string content, string type)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var done = await http.PutAsync(new Uri(root, "manifests/" + name), body, Token);
        Assert.True(done.StatusCode == HttpStatusCode.Created, await done.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Deletes a manifest with every tag of it: by tag it is not possible.</summary>
    public static async Task DeleteManifestAsync(HttpClient http, Uri root, string content)
    {
        using var done = await http.DeleteAsync(new Uri(root, "manifests/" + Digest(Encoding.UTF8.GetBytes(content))), Token);
        Assert.Equal(HttpStatusCode.Accepted, done.StatusCode);
    }
}
