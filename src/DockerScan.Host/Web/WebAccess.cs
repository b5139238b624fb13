using System.Buffers.Text;
using System.Net;
using DockerScan.Host.Composition;
using DockerScan.Web;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary>Who gets at the pages: this machine without more; from anywhere else, who has the token. It is 32 random bytes, made at the first start that needs it.</summary>
internal sealed class WebAccess(DataFolder data, IOptions<WebOptions> web) : IWebAccess
{
    private readonly Lazy<string> _token = new(() => Base64Url.EncodeToString(KeyFile.LoadOrMake(data.WebToken)), LazyThreadSafetyMode.PublicationOnly);

    /// <inheritdoc/>
    /// <remarks>A proxy before the listener is known by the names that it brings: then those who come from this machine are all who come.</remarks>
    public bool IsLoginRequired => web.Value.PublicUrl.Length > 0 || web.Value.Hosts.Count > 0 || !IsLoopback(web.Value.Listen);

    public bool IsHttps => web.Value.PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public string KeysFolder
    {
        get
        {
            PrivateFolder.Ensure(Path.GetDirectoryName(data.WebKeys)!);
            PrivateFolder.Ensure(data.WebKeys);
            return data.WebKeys;
        }
    }

    public string Token => _token.Value;

    /// <summary>Makes the token now if it is needed: without one nothing is listened on.</summary>
    /// <returns>It, when it was made now; it is not said again.</returns>
    /// <exception cref="Core.EngineException">It cannot be made, or not be used.</exception>
    public string? Require()
    {
        if (!IsLoginRequired)
        {
            return null;
        }

        var isThere = File.Exists(data.WebToken);
        return Token is { } token && !isThere ? token : null;
    }

    private static bool IsLoopback(string listen) => IPEndPoint.TryParse(listen, out var endpoint) && IPAddress.IsLoopback(endpoint.Address);
}
