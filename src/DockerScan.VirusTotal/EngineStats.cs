namespace DockerScan.VirusTotal;

/// <summary>How the engines voted.</summary>
/// <param name="Malicious">Engines that call it malicious.</param>
/// <param name="Suspicious">Engines that call it suspicious.</param>
/// <param name="Harmless">Engines that call it harmless.</param>
/// <param name="Undetected">Engines that found nothing.</param>
/// <remarks>Time-outs, failures and engines that cannot look at such a thing are no votes (https://docs.virustotal.com/reference/analyses-object).</remarks>
internal sealed record EngineStats(int Malicious, int Suspicious, int Harmless, int Undetected)
{
    public int Flagged => Malicious + Suspicious;

    public int Asked => Flagged + Harmless + Undetected;
}
