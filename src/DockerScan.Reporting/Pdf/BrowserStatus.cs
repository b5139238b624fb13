using DockerScan.Core;

namespace DockerScan.Reporting.Pdf;

/// <summary>What a browser that did not print complained of, for the operator.</summary>
internal static class BrowserStatus
{
    /// <summary>A part of a sentence; empty when it said nothing.</summary>
    public static string Of(string said)
        => said.Contains("No usable sandbox", StringComparison.Ordinal) || said.Contains("Operation not permitted", StringComparison.Ordinal)
            ? "; the kernel allows it no sandbox: allow user namespaces, or set Reporting:BrowserSandbox to false"
            : said.Length == 0 ? string.Empty : $"; it said: {DisplayText.Clean(said.Split('\n')[^1], 200)}";
}
