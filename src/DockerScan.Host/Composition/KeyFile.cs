using System.Security.Cryptography;
using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>A key of random bytes in a file that is this user's alone: made at first use, and the same from then on.</summary>
internal static class KeyFile
{
    /// <summary>Its bytes: as many as SHA-256 gives.</summary>
    public const int Length = 32;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key.</summary>
    /// <exception cref="EngineException">It can be read or written by others, is no such key, or cannot be read or made.</exception>
    public static byte[] LoadOrMake(string path)
    {
        try
        {
            PrivateFolder.Ensure(Path.GetDirectoryName(path)!);
            if (!new FileInfo(path).Exists)
            {
                Make(path);
            }

            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the key file {DisplayText.Clean(path, 200)} cannot be read or made"), e);
        }
    }

    private static byte[] Read(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw Refusal(path, "is a link");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(stream.SafeFileHandle) is var mode && (mode & ~(Owner | UnixFileMode.UserExecute)) != UnixFileMode.None)
        {
            throw Refusal(path, $"is open to others than its owner (mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')})");
        }

        if (FileOwner.FindForeign(path) is { } foreign)
        {
            throw Refusal(path, FormattableString.Invariant($"belongs to user {foreign.Owner}, and this program runs as user {foreign.Self}"));
        }

        var content = new byte[Length + 1];
        return stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == Length
            ? content[..Length]
            : throw Refusal(path, FormattableString.Invariant($"does not hold {Length} bytes"));
    }

    // Moved into place, so that nobody reads half of it; whoever comes second keeps the first one's.
    private static void Make(string path)
    {
        var made = path + "." + Path.GetRandomFileName();
        using (var stream = new FileStream(made, Options()))
        {
            stream.Write(RandomNumberGenerator.GetBytes(Length));
            stream.Flush(flushToDisk: true);
        }

        NewFile.Place(made, path);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return options;
    }

    private static EngineException Refusal(string path, string problem) => new(new ScanFailure(
        FailureKind.Internal, $"the key file {DisplayText.Clean(path, 200)} {problem}, so it is not used; delete it: a new one is made, and what was signed with this one ends"));
}
