namespace DockerScan.Sentinel.Inspect;

/// <summary>One line of /proc/PID/maps.</summary>
internal readonly ref struct MapLine
{
    private MapLine(ReadOnlySpan<byte> path, bool isDeleted, bool isSuspicious)
    {
        Path = path;
        IsDeleted = isDeleted;
        IsSuspicious = isSuspicious;
    }

    public ReadOnlySpan<byte> Path { get; }

    public bool IsDeleted { get; }

    /// <summary>True for code out of a file; its path is empty for anything else.</summary>
    public bool IsCode => !Path.IsEmpty;

    /// <summary>True for code that is deleted, only in memory or in a place for temporary files.</summary>
    public bool IsSuspicious { get; }

    public static MapLine Parse(ReadOnlySpan<byte> line)
    {
        // address, permissions, offset, device, inode, path; the path may hold spaces.
        var permissions = line.IndexOf((byte)' ') + 1;
        var slash = line.IndexOf((byte)'/');
        if (permissions <= 0 || line.Length < permissions + 4 || line[permissions + 2] != 'x' || slash < 0)
        {
            return default;
        }

        // A name in brackets is the kernel's, or one that the process gave to its own memory (prctl PR_SET_VMA_ANON_NAME): no file.
        if (line[..slash].Contains((byte)'['))
        {
            return default;
        }

        var path = line[slash..];
        var isDeleted = path.EndsWith(" (deleted)"u8);
        return new MapLine(path, isDeleted, isDeleted || IsTemporary(path));
    }

    private static bool IsTemporary(ReadOnlySpan<byte> path)
        => path.StartsWith("/tmp/"u8) || path.StartsWith("/var/tmp/"u8) || path.StartsWith("/dev/shm/"u8) || path.StartsWith("/run/"u8) || path.StartsWith("/var/run/"u8);
}
