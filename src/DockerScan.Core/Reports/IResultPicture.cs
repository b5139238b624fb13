using DockerScan.Core.Scans;

namespace DockerScan.Core.Reports;

/// <summary>Draws a result for places where people look before they read.</summary>
public interface IResultPicture
{
    /// <summary>Counts by risk and severity and what was seen over time, as a PNG; at most some 300 kB. The same result gives the same picture.</summary>
    byte[] Draw(ScanResult result, ReportLanguage language);

    /// <summary>What <see cref="Draw"/> writes into the picture, each text whole and in order, for who cannot see it.</summary>
    IReadOnlyList<string> Texts(ScanResult result, ReportLanguage language);
}
