using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using Microsoft.Extensions.Caching.Memory;

namespace DockerScan.Host.Web;

/// <summary>Renders reports for readers, and keeps what was read last in memory: reading writes no file, and many readers of one report cost one rendering.</summary>
internal sealed class ReportPages(IReportRenderer renderer, IReportPrinter printer) : IDisposable
{
    private const long KeptBytes = 32L << 20;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    // Rendering is work for one processor; a scan may need the other.
    private readonly SemaphoreSlim _rendering = new(1);

    /// <summary>The bytes of a report, in UTF-8.</summary>
    public async Task<byte[]> GetAsync(ScanResult result, ReportView view, CancellationToken cancellationToken)
    {
        // A revision never changes; what is accepted and known of it does.
        var key = (result.Id, result.Revision, result.Accepted.Fingerprint, Known(result), result.Base, view);
        if (_kept.TryGetValue(key, out byte[]? kept))
        {
            return kept!;
        }

        if (view.Form == ReportForm.Pdf)
        {
            // A print takes seconds, one at a time by itself, and pages do not wait for it.
            return Keep(key, await printer.PrintAsync(result, view.Language, cancellationToken));
        }

        await _rendering.WaitAsync(cancellationToken);
        try
        {
            return _kept.TryGetValue(key, out kept) ? kept! : Keep(key, Render(result, view));
        }
        finally
        {
            _rendering.Release();
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _rendering.Dispose();
    }

    private static int Known(ScanResult result)
    {
        var known = new HashCode();
        foreach (var finding in result.Findings)
        {
            known.Add(finding.Exploitation);
        }

        return known.ToHashCode();
    }

    private byte[] Keep(object key, byte[] content) => _kept.Set(key, content, new MemoryCacheEntryOptions { Size = content.Length });

    private byte[] Render(ScanResult result, ReportView view) => view.Form switch
    {
        ReportForm.Page => renderer.Html(result, view.Language, view.HasCapture),
        ReportForm.Markdown => renderer.Markdown(result, view.Language, view.HasCapture),
        // Whoever reads it from afar has no use for paths of this machine.
        ReportForm.Json => [.. renderer.Json(result), (byte)'\n'],
        ReportForm.Pdf => throw new InvalidOperationException("it is printed, not rendered"),
    };
}
