using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;

namespace DockerScan.Docker.Tests.Files;

/// <summary>Builds small archives, hostile ones included.</summary>
internal static class TestTar
{
    // struct vfs_cap_data, revision 2: effective, cap_net_raw permitted.
    private const string NetRaw = "\u0001\0\0\u0002\0\u0020\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    public static MemoryStream Build(params TarEntry[] entries)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        stream.Position = 0;
        return stream;
    }

    public static PaxTarEntry File(string name, string content = "", int mode = 0b110_100_100, bool hasCapability = false)
    {
        Dictionary<string, string> attributes = [];
        if (hasCapability)
        {
            attributes["SCHILY.xattr.security.capability"] = NetRaw;
        }

        return new PaxTarEntry(TarEntryType.RegularFile, name, attributes)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
            Mode = (UnixFileMode)mode,
        };
    }

    public static PaxTarEntry Link(string name, string target, TarEntryType type = TarEntryType.SymbolicLink)
        => new(type, name) { LinkName = target };

    public static PaxTarEntry Folder(string name, int mode = 0b111_101_101)
        => new(TarEntryType.Directory, name) { Mode = (UnixFileMode)mode };

    // Writes the owner in the base-256 form, as Go's writer does for what octal cannot hold, and mends the checksum.
    public static byte[] PatchOwner(byte[] tar, string name, uint owner)
    {
        // The last mention: the ones before stand in extension headers.
        var start = tar.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(name));
        var header = tar.AsSpan(start, 512);
        header[108..116].Clear();
        header[108] = 0x80;
        BinaryPrimitives.WriteUInt32BigEndian(header[112..116], owner);
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..156]);
        return tar;
    }

    // Changes one byte of the header in which a name stands, counted from the name, and mends the checksum.
    public static byte[] PatchByte(byte[] tar, string name, int offset, byte value)
    {
        var at = tar.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(name));
        var header = tar.AsSpan(at / 512 * 512, 512);
        tar[offset < 100 ? at + offset : (at / 512 * 512) + offset] = value;
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var each in header)
        {
            sum += each;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..156]);
        return tar;
    }
}
