using System.Formats.Tar;
using System.Text;

namespace DockerScan.Docker.Tests;

/// <summary>Builds small archives, hostile ones included.</summary>
internal static class TestTar
{
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
            attributes["SCHILY.xattr.security.capability"] = "\u0001cap";
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
}
