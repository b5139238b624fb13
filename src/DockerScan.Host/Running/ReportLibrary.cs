using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Where reports lie when somebody at this machine has them written: a folder per scan, named by its id, which is letters and digits only.</summary>
internal sealed class ReportLibrary(IReportWriter writer, IReportPrinter printer, DataFolder data)
{
    /// <exception cref="EngineException">The folder cannot be written.</exception>
    public Task<ReportPaths> WriteAsync(ScanResult result, ReportLanguage language, string? folder, CancellationToken cancellationToken)
        => writer.WriteAsync(result, folder ?? Path.Combine(data.Reports, result.Id.Value), language, cancellationToken);

    /// <summary>The PDF beside a report's files.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="EngineException">It cannot be printed or written.</exception>
    public async Task<string> PrintAsync(ScanResult result, ReportLanguage language, ReportPaths beside, CancellationToken cancellationToken)
    {
        var content = await printer.PrintAsync(result, language, cancellationToken);
        return await WriteAsync(Path.ChangeExtension(beside.Html, ".pdf"), content, ownFolder: null, cancellationToken);
    }

    /// <summary>The picture of a sample card.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="EngineException">It cannot be written.</exception>
    public Task<string> WriteSampleAsync(ChatAttachment picture, CancellationToken cancellationToken)
        => WriteAsync(Path.Combine(data.Path, picture.FileName), picture.Content, data.Path, cancellationToken);

    /// <summary>The report that goes with an answer: a folder that cannot be written is a line beside the answer, and never takes it along.</summary>
    /// <param name="result">The result.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="folder">Where to; null for the data folder.</param>
    /// <param name="problems">Where the line goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when it was not written.</returns>
    public async Task<ReportPaths?> TryWriteAsync(ScanResult result, ReportLanguage language, string? folder, TextWriter problems, CancellationToken cancellationToken)
    {
        if (folder is null && result.Failure is not null)
        {
            // Of an image that could not be had there is nothing to report; a folder that was asked for gets its files.
            return null;
        }

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

    private static async Task<string> WriteAsync(string path, ReadOnlyMemory<byte> content, string? ownFolder, CancellationToken cancellationToken)
    {
        try
        {
            if (ownFolder is not null)
            {
                PrivateFolder.Ensure(ownFolder);
            }

            await File.WriteAllBytesAsync(path, content, cancellationToken);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"{Path.GetFileName(path)} cannot be written to {Path.GetDirectoryName(path)}: {DisplayText.Clean(e.Message, 200)}"), e);
        }
    }
}
