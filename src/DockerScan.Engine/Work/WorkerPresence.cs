using DockerScan.Core;

namespace DockerScan.Engine.Work;

/// <summary>
/// Says which workers of a data folder live. Each holds the lock of a file with its name, and the kernel lets go of a lock
/// when the process ends, however it ends: so a killed worker's scans need not wait for their leases to run out.
/// </summary>
public sealed class WorkerPresence : IDisposable
{
    private const string Extension = ".worker";

    // Locked first and named then: under its name nobody ever sees it without its lock, and takes its owner for dead.
    private const string Making = ".making";

    private readonly string _folder;
    private readonly FileStream? _own;
    private readonly bool _canTell;

    /// <param name="folder">Where the files lie; made when it is missing. Empty: nobody can be told dead, and leases alone count.</param>
    /// <param name="ids">Names the worker.</param>
    /// <exception cref="EngineException">The folder cannot be written.</exception>
    public WorkerPresence(string folder, IIdGenerator ids)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(ids);
        (_folder, Name) = (folder, ids.NewId());
        if (folder.Length == 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            _own = Hold(FileOf(Name) + Making, FileMode.CreateNew);
            File.Move(FileOf(Name) + Making, FileOf(Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"{DisplayText.Clean(folder, 200)} cannot be written"), e);
        }

        // Where locks are not kept (some network file systems), everybody would look dead.
        _canTell = _own is not null && IsHeld(FileOf(Name));
    }

    /// <summary>This worker's name; another process has another.</summary>
    public string Name { get; }

    /// <summary>The workers that ended without <see cref="Forget"/>.</summary>
    public IReadOnlyList<string> FindDead()
        => !_canTell ? [] : [.. Directory.EnumerateFiles(_folder, "*" + Extension).Where(file => !IsHeld(file)).Select(file => Path.GetFileNameWithoutExtension(file))];

    /// <summary>Removes the trace of a dead worker, once its scans are free.</summary>
    public void Forget(string worker) => File.Delete(FileOf(Path.GetFileName(worker)));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_own is null)
        {
            return;
        }

        // What it has in hand was given back before; a file that stays is only looked at once more.
        File.Delete(FileOf(Name));
        _own.Dispose();
    }

    private static FileStream Hold(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    private static bool IsHeld(string file)
    {
        try
        {
            Hold(file, FileMode.Open).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            // It left in the meantime, in good order.
            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: not ours to judge.
            return true;
        }
    }

    private string FileOf(string worker) => Path.Combine(_folder, worker + Extension);
}
