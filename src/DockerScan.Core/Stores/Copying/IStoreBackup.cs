namespace DockerScan.Core.Stores.Copying;

/// <summary>A backup of a store that is a file. A store on a server is backed up by the server's own tools.</summary>
public interface IStoreBackup
{
    /// <summary>Writes all of the store, as it is at one moment, into one file. Others may work on the store meanwhile.</summary>
    /// <param name="file">A file that is not there yet.</param>
    /// <param name="cancellationToken">Stops it; nothing is left then.</param>
    /// <exception cref="EngineException">There is no store, the file is there already or cannot be written, or what was written is not whole.</exception>
    Task<StoreBackup> BackUpAsync(string file, CancellationToken cancellationToken);
}

/// <summary>A backup that was read again and is whole.</summary>
/// <param name="Schema">The schema's number.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Scans">How many scans are in it.</param>
public sealed record StoreBackup(int Schema, long Bytes, long Scans);
