namespace DockerScan.Host.Web;

/// <summary>The forms in which a report is served.</summary>
internal enum ReportForm
{
    Page,
    Markdown,
    Json,
}
