using DockerScan.Core;
using DockerScan.Core.Reports;

namespace DockerScan.Reporting;

/// <summary>The folder of one scan's reports. File names are fixed: nothing from an image ever becomes part of a path.</summary>
internal sealed class ReportFolder
{
    private const int BufferSize = 64 * 1024;

    // ENOSPC and EDQUOT as Unix gives them; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as Windows does.
    private static readonly int[] DiskFullCodes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private readonly string _folder;

    public ReportFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Paths = new ReportPaths(Path.Combine(_folder, "report.md"), Path.Combine(_folder, "report.html"), Path.Combine(_folder, "report.json"));
    }

    public ReportPaths Paths { get; }

    /// <summary>
    /// Writes all files beside their places first, so that a full disk leaves the old ones as they were. Several may write at once:
    /// each file is then one writer's, whole.
    /// </summary>
    /// <exception cref="EngineException">The folder cannot be written.</exception>
    public async Task WriteAsync(IReadOnlyList<ReportFile> files, CancellationToken cancellationToken)
    {
        var written = files.Select(file => (Temporary: TemporaryFile.Beside(file.Path), file.Path, file.Content)).ToList();
        try
        {
            Directory.CreateDirectory(_folder);
            foreach (var file in written)
            {
                await WriteTemporaryAsync(file.Temporary, file.Content, cancellationToken);
            }

            foreach (var file in written)
            {
                File.Move(file.Temporary, file.Path, overwrite: true);
                TemporaryFile.RemoveLeftOver(file.Path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Clear(written.Select(file => file.Temporary));
            throw new EngineException(Explain(exception), exception);
        }
        catch (OperationCanceledException)
        {
            Clear(written.Select(file => file.Temporary));
            throw;
        }
    }

    /// <summary>Puts a capture beside the reports, unless it lies there already.</summary>
    /// <returns>Where it is in this folder; null when <paramref name="source"/> is.</returns>
    /// <exception cref="EngineException">The folder cannot be written.</exception>
    public async Task<string?> PlaceCaptureAsync(string? source, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, CaptureFiles.FileName);
        if (source is null || string.Equals(source, path, StringComparison.Ordinal))
        {
            return source;
        }

        try
        {
            await using var content = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous);
            await PrivateFile.WriteAsync(path, stream => content.CopyToAsync(stream, cancellationToken));
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(Explain(exception), exception);
        }
    }

    internal static bool IsDiskFull(Exception exception) => exception is IOException && DiskFullCodes.Contains(exception.HResult);

    private static async Task WriteTemporaryAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await stream.WriteAsync(content, cancellationToken);
    }

    private static void Clear(IEnumerable<string> temporaries)
    {
        foreach (var temporary in temporaries)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The first failure is the one to tell; a later write removes what is left here.
                return;
            }
        }
    }

    private ScanFailure Explain(Exception exception) => IsDiskFull(exception)
        ? new ScanFailure(FailureKind.DiskFull, $"The disk is full, so the reports could not be written to {_folder}. Free some space and scan again.")
        : new ScanFailure(FailureKind.Internal, $"The reports could not be written to {_folder}: {DisplayText.Clean(exception.Message, 300)}");
}
