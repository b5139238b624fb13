using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Where reports lie when somebody at this machine has them written: a folder per scan, named by its id, which is letters and digits only.</summary>
internal sealed class ReportLibrary(IReportWriter writer, DataFolder data)
{
    /// <exception cref="EngineException">The folder cannot be written.</exception>
    public Task<ReportPaths> WriteAsync(ScanResult result, ReportLanguage language, string? folder, CancellationToken cancellationToken)
        => writer.WriteAsync(result, folder ?? Path.Combine(data.Reports, result.Id.Value), language, cancellationToken);

    /// <summary>The report that goes with an answer: a folder that cannot be written is a line beside the answer, and never takes it along.</summary>
    /// <param name="result">The result.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="folder">Where to; null for the data folder.</param>
    /// <param name="problems">Where the line goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when it was not written.</returns>
    public async Task<ReportPaths?> TryWriteAsync(ScanResult result, ReportLanguage language, string? folder, TextWriter problems, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(result, language, folder, cancellationToken);
        }
        catch (EngineException e)
        {
            await problems.WriteLineAsync($"dockerscan: no report: {e.Failure.Message}; the result is kept, type {Cli.CommandLine.Program} report {result.Id} --output DIR");
            return null;
        }
    }
}
