namespace DockerScan.Scanners.Processes;

/// <summary>One holder at a time over all processes of this machine. The kernel frees it when a holder dies.</summary>
internal sealed class FileGate(TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the gate; null when the wait grew over <paramref name="maxWait"/>.</summary>
    public async Task<FileGateHandle?> AcquireAsync(string path, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } stream)
            {
                return new FileGateHandle(stream, time.GetElapsedTime(started));
            }

            if (time.GetElapsedTime(started) >= maxWait)
            {
                return null;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e.HResult))
        {
            return null;
        }
    }

    // EWOULDBLOCK of Linux and of the BSDs, and Windows' sharing violation: every other error is a real one.
    private static bool IsHeld(int result) => result is 11 or 35 or unchecked((int)0x80070020);
}

/// <summary>The gate, held until this is disposed. The file stays: removing it would let two hold two different files.</summary>
internal sealed class FileGateHandle(FileStream stream, TimeSpan waited) : IDisposable
{
    /// <summary>How long it took to get it.</summary>
    public TimeSpan Waited { get; } = waited;

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
