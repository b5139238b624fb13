using DockerScan.Core.Settings;

namespace DockerScan.VirusTotal;

/// <summary>The reputation service. Off without a key.</summary>
public sealed class VirusTotalOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "VirusTotal";

    private const int MaxHours = 8760;

    /// <summary>The API key. A secret.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the key and nothing else.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>Requests in any 60 seconds, 1 to 10,000. A free key has 4.</summary>
    [Between(1, 10_000)]
    public int RequestsPerMinute { get; set; } = 4;

    /// <summary>Requests in a day of UTC, 1 to 10,000,000. A free key has 500.</summary>
    [Between(1, 10_000_000)]
    public int RequestsPerDay { get; set; } = 500;

    /// <summary>How many of a day's requests are kept for scans that somebody waits for; 0 to <see cref="RequestsPerDay"/>.</summary>
    [Between(0, 10_000_000)]
    public int InteractiveReserve { get; set; } = 100;

    /// <summary>From how many engines on something is malicious, 1 to 100. Fewer are often a mistake of theirs.</summary>
    [Between(1, 100)]
    public int MaliciousEngines { get; set; } = 3;

    /// <summary>From how many engines on something is suspicious, 1 to <see cref="MaliciousEngines"/>.</summary>
    [Between(1, 100)]
    public int SuspiciousEngines { get; set; } = 1;

    /// <summary>How long a malicious verdict holds, in hours, 1 to 8760. Long: what was malicious once seldom gets better.</summary>
    [Between(1, MaxHours)]
    public int MaliciousHours { get; set; } = 720;

    /// <summary>How long a suspicious verdict holds, in hours, 1 to 8760. Short: engines agree within days.</summary>
    [Between(1, MaxHours)]
    public int SuspiciousHours { get; set; } = 48;

    /// <summary>How long a harmless verdict holds, in hours, 1 to 8760.</summary>
    [Between(1, MaxHours)]
    public int HarmlessHours { get; set; } = 168;

    /// <summary>How long "not known" holds for a new scan, in hours, 1 to 8760. It is asked again in spare quota after 1, 7 and 30 days in any case.</summary>
    [Between(1, MaxHours)]
    public int UnknownHours { get; set; } = 12;

    /// <summary>How long one request may take, in seconds, 1 to 60.</summary>
    [Between(1, 60)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>True uploads files that VirusTotal does not know. They are shared with its partners for ever: never for images with anything confidential in them.</summary>
    public bool AllowUpload { get; set; }

    /// <summary>The largest file that is uploaded, in MiB, 1 to 650, which is VirusTotal's bound.</summary>
    [Between(1, 650)]
    public int MaxUploadMiB { get; set; } = 32;

    /// <summary>Where the API is: https on www.virustotal.com, or this machine.</summary>
    public string ApiUrl { get; set; } = "https://www.virustotal.com/api/v3/";
}
