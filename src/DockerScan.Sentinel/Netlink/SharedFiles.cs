using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using Microsoft.Win32.SafeHandles;

namespace DockerScan.Sentinel.Netlink;

/// <summary>
/// The files that the engine makes for the owner of a network and gives to whoever joins it. A target that is root can write them,
/// and neither its list of changes nor its size shows it. They are opened before the target runs, so that no mode keeps them from being read.
/// </summary>
internal sealed class SharedFiles(IReadOnlyList<string> paths) : IDisposable
{
    private const int MaxHead = 4 << 10;
    private const int MaxCompared = 64 << 10;

    private readonly List<(string Path, SafeFileHandle Handle, long Size, byte[] Bytes)> _files = [];

    public SharedFiles()
        : this(["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"])
    {
    }

    /// <summary>Opens them and tells how they are.</summary>
    /// <exception cref="IOException">One is not there or cannot be read.</exception>
    public void TellBefore(IEventSink sink)
    {
        foreach (var path in paths)
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var (size, bytes) = Read(handle);
            _files.Add((path, handle, size, bytes));
            sink.Write(new SharedFileEvent(path, IsAfter: false, size, IsChanged: false, Head(bytes)));
        }
    }

    /// <summary>Tells how they are now, and which are not as they were. Of what is longer than 64 KiB only the size and the beginning are compared.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public void TellAfter(IEventSink sink)
    {
        foreach (var (path, handle, size, bytes) in _files)
        {
            var (now, content) = Read(handle);
            sink.Write(new SharedFileEvent(path, IsAfter: true, now, now != size || !content.AsSpan().SequenceEqual(bytes), Head(content)));
        }
    }

    public void Dispose() => _files.ForEach(file => file.Handle.Dispose());

    private static byte[] Head(byte[] bytes) => bytes.Length <= MaxHead ? bytes : bytes[..MaxHead];

    private static (long Size, byte[] Bytes) Read(SafeFileHandle handle)
    {
        var size = RandomAccess.GetLength(handle);
        var bytes = new byte[Math.Min(size, MaxCompared)];
        var length = 0;
        while (length < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(length), length) is > 0 and var read)
        {
            length += read;
        }

        return (size, length == bytes.Length ? bytes : bytes[..length]);
    }
}
