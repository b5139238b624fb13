using DockerScan.Core.Settings;

namespace DockerScan.Scanners.Acme;

/// <summary>How the acme scanner looks.</summary>
public sealed class AcmeOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Acme";

    /// <summary>How much of a file is read, in KiB, 1 to 16,384.</summary>
    [Between(1, 16_384)]
    public int MaxFileKiB { get; set; } = 1024;
}
