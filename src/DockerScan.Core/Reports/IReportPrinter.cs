using DockerScan.Core.Scans;

namespace DockerScan.Core.Reports;

/// <summary>Prints a report through a browser that is on this machine. Safe to use from several threads; one is printed at a time.</summary>
public interface IReportPrinter
{
    /// <summary>What is missing to print in a language, and what to do about it; null when nothing is.</summary>
    PrinterNeed? Missing(ReportLanguage language);

    /// <summary>The report as a PDF: A4, with page numbers, and no more findings than print well.</summary>
    /// <exception cref="EngineException">There is no browser, or it did not print in its time or within its size.</exception>
    Task<byte[]> PrintAsync(ScanResult result, ReportLanguage language, CancellationToken cancellationToken);
}

/// <summary>What a machine lacks to print.</summary>
public enum PrinterNeed
{
    /// <summary>A browser.</summary>
    Browser,

    /// <summary>A typeface with the letters of the language.</summary>
    Typeface,
}
