using DockerScan.Core;

namespace DockerScan.Host.Cli;

/// <summary>What a person asked of a report.</summary>
/// <param name="Scan">The scan, see <see cref="EarlierScan"/>.</param>
/// <param name="Output">Where the files go; null for the data folder.</param>
/// <param name="Language">The asker's.</param>
/// <param name="AsJson">The JSON on stdout, in the place of files.</param>
internal sealed record ReportWish(string Scan, string? Output, ReportLanguage Language, bool AsJson);
