using DockerScan.Core.Settings;

namespace DockerScan.Reporting;

/// <summary>Settings of the reports.</summary>
public sealed class ReportingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reporting";

    /// <summary>The checklist's file. A relative path is looked for in the working directory, then in the program's folder.</summary>
    [Names("a file")]
    public string ChecklistPath { get; set; } = "config/checklist.yaml";

    /// <summary>How many findings the page shows, 1 to 50000; the JSON always has all of them.</summary>
    [Between(1, 50_000)]
    public int MaxFindingsInHtml { get; set; } = 5000;

    /// <summary>How many rows a table of observations (files, contacts, sockets, processes) shows, 10 to 5000; the JSON always has all of them.</summary>
    [Between(10, 5_000)]
    public int MaxTableRows { get; set; } = 300;

    /// <summary>The Chromium that prints report.pdf; empty looks for one where packages put it.</summary>
    public string BrowserPath { get; set; } = string.Empty;

    /// <summary>Whether that browser has its own sandbox. Without, a fault of it meets this machine.</summary>
    public bool BrowserSandbox { get; set; } = true;

    /// <summary>How long a print may take, in seconds, 5 to 300.</summary>
    [Between(5, 300)]
    public int PrintTimeoutSeconds { get; set; } = 60;

    /// <summary>How many findings a print shows, the worst, 1 to 5000; the JSON always has all of them.</summary>
    [Between(1, 5_000)]
    public int MaxFindingsInPdf { get; set; } = 500;
}
