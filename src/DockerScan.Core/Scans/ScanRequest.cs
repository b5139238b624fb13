using DockerScan.Core.Images;

namespace DockerScan.Core.Scans;

/// <summary>A parsed, authorised wish for a scan.</summary>
/// <param name="Reference">The image.</param>
/// <param name="Platform">The platform; null for the default.</param>
/// <param name="Options">What is asked.</param>
/// <param name="RequestedBy">Who asked, for the record: <c>cli</c>, <c>slack:T1/C1/U1</c>.</param>
public sealed record ScanRequest(ImageReference Reference, ImagePlatform? Platform, ScanOptions Options, string RequestedBy)
{
    /// <summary>Requests with the same key ask for the same scan, so the later joins the earlier while it is in flight.</summary>
    public string JoinKey => $"{Reference}|{Platform}|{Options.Sandbox}|{Options.WindowSeconds}";
}
