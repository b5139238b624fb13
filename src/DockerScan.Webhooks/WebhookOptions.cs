using DockerScan.Core.Settings;

namespace DockerScan.Webhooks;

/// <summary>Addresses that are told of alerts as data, signed as the published scheme Standard Webhooks says. None unless one is named.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Webhooks";

    /// <summary>Who is told: `Name` (lower-case letters, digits and dashes, as `--to webhook:NAME` says it), `Url` or `UrlFile`, `Secret` or `SecretFile` (`whsec_` and 24 to 64 bytes in base64; two of them, the newer first, while one is replaced).</summary>
    public IList<WebhookTargetOptions> Targets { get; set; } = [];

    /// <summary>Hosts with their ports (`soc.internal:8443`) that may have a private address, and be called without TLS. All others must be public.</summary>
    public IList<string> AllowedPrivate { get; set; } = [];

    /// <summary>How long one try may take, in seconds, 1 to 60.</summary>
    [Between(1, 60)]
    public int TimeoutSeconds { get; set; } = 15;
}

/// <summary>One of them.</summary>
public sealed class WebhookTargetOptions
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Its address.</summary>
    public string? Url { get; set; }

    /// <summary>A file that holds the address, where that is a secret.</summary>
    public string? UrlFile { get; set; }

    /// <summary>What it knows us by.</summary>
    public string? Secret { get; set; }

    /// <summary>A file that holds that.</summary>
    public string? SecretFile { get; set; }
}
