namespace DockerScan.Host.Web;

/// <summary>The web listener of <c>serve</c>.</summary>
public sealed class WebOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Web";

    /// <summary>Address and port. The default serves this machine only, without a login; any other asks for the token.</summary>
    public string Listen { get; set; } = "127.0.0.1:8080";

    /// <summary>The address under which people reach the listener, e.g. behind a proxy; cards then link to it. Its host is one that is answered.</summary>
    public string PublicUrl { get; set; } = string.Empty;

    /// <summary>Further host names that are answered, without scheme and port.</summary>
    public IList<string> Hosts { get; set; } = [];
}
