using DockerScan.Core;

namespace DockerScan.Docker.Connection;

/// <summary>The disk that the engine unpacks to, when this process can see it: an engine elsewhere is bounded by its own operator.</summary>
internal sealed class EngineDisk(string? root, long minFreeBytes)
{
    public static async Task<EngineDisk> FindAsync(DockerConnection connection, CancellationToken cancellationToken)
    {
        if (connection.Options.MinFreeDiskBytes == 0)
        {
            return new EngineDisk(null, 0);
        }

        var info = await connection.CallAsync("ask where it keeps images", (client, token) => client.System.GetSystemInfoAsync(token), cancellationToken);
        var isHere = connection.Address.StartsWith("unix:", StringComparison.Ordinal) && Directory.Exists(info.DockerRootDir);
        return new EngineDisk(isHere ? info.DockerRootDir : null, connection.Options.MinFreeDiskBytes);
    }

    /// <summary>The failure when the disk is nearly full, else null. A layer that unpacks without end meets this before the machine suffers.</summary>
    public ScanFailure? Check()
    {
        if (root is null)
        {
            return null;
        }

        try
        {
            var free = new DriveInfo(root).AvailableFreeSpace;
            return free >= minFreeBytes
                ? null
                : new ScanFailure(
                    FailureKind.DiskFull,
                    FormattableString.Invariant($"the engine's disk has {free} bytes left, under the {minFreeBytes} of Docker:MinFreeDiskBytes; free some space"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not readable from here: the engine reports a full disk itself.
            return null;
        }
    }
}
