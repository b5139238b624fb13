namespace DockerScan.Core.Stores;

/// <summary>A scan's card on a chat platform, which owes somebody a verdict.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scan">The scan.</param>
/// <param name="Platform">The platform: <c>slack</c>, <c>discord</c>.</param>
/// <param name="Place">Where it is to be posted, in the platform's own words. No secret.</param>
/// <param name="Address">Where its message is, in the platform's own words; null until it is posted. No secret.</param>
/// <param name="Joined">True when somebody else had asked for the same scan before.</param>
/// <param name="Language">The language of its words, so that whoever finishes it goes on in the same.</param>
public sealed record KeptCard(string Id, ScanId Scan, string Platform, string Place, string? Address, bool Joined, ReportLanguage Language);
