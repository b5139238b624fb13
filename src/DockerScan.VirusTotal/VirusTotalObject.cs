namespace DockerScan.VirusTotal;

/// <summary>What is read of an answer. Every attribute may be missing.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Stats">How the engines voted; null when none ever looked at it.</param>
/// <param name="FirstSeen">When VirusTotal first saw it.</param>
/// <param name="LastAnalysed">When the engines last looked at it.</param>
internal sealed record VirusTotalObject(string Id, string Type, EngineStats? Stats, DateTimeOffset? FirstSeen, DateTimeOffset? LastAnalysed);
