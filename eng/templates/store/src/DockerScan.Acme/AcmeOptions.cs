using DockerScan.Core.Settings;

namespace DockerScan.Acme;

/// <summary>Where scans are kept.</summary>
public sealed class AcmeOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Acme";

    /// <summary>How long a command may take, in seconds, 1 to 300.</summary>
    [Between(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;
}
