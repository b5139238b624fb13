using System.Buffers.Binary;

namespace DockerScan.Scanners.Autorun.Packages.Rpm;

/// <summary>rpm's database, told by its content: SQLite and ndb are read, Berkeley's is named.</summary>
internal static class RpmDatabase
{
    private const int MaxPackages = 100_000;
    private const int BerkeleyMagicAt = 12;
    private const uint BerkeleyHash = 0x0006_1561;
    private const uint BerkeleyTree = 0x0005_3162;

    /// <summary>Where it lies: rpm's place since ever, openSUSE's and Fedora's, that of ostree.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages.db", "/var/lib/rpm/Packages",
        "/usr/lib/sysimage/rpm/rpmdb.sqlite", "/usr/lib/sysimage/rpm/Packages.db", "/usr/lib/sysimage/rpm/Packages",
        "/usr/share/rpm/rpmdb.sqlite", "/usr/share/rpm/Packages.db", "/usr/share/rpm/Packages",
    ];

    /// <summary>Offers every wanted file of every package. Null when all was read, else why not.</summary>
    public static string? Read(ReadOnlyMemory<byte> file, WantedFiles wanted)
    {
        try
        {
            if (Blobs(file) is not { } blobs)
            {
                return IsBerkeley(file.Span) ? "it is a Berkeley database, which is not read here" : "its format is not known";
            }

            var search = new RpmSearch(wanted);
            var count = 0;
            foreach (var blob in blobs)
            {
                if (++count > MaxPackages)
                {
                    return "it has too many packages";
                }

                search.Look(blob.Span);
            }

            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    /// <summary>How many packages it lists, keys of repositories left out; null when that cannot be told.</summary>
    public static int? Count(ReadOnlyMemory<byte> file)
    {
        try
        {
            return Blobs(file)?.Take(MaxPackages).Count(blob => new RpmHeader(blob.Span).Name is not ("" or "gpg-pubkey"));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>>? Blobs(ReadOnlyMemory<byte> file)
        => SqliteTable.IsSqlite(file.Span) ? SqliteTable.Blobs(file, "Packages")
            : NdbFile.IsNdb(file.Span) ? NdbFile.Blobs(file)
            : null;

    private static bool IsBerkeley(ReadOnlySpan<byte> file)
        => file.Length >= BerkeleyMagicAt + 4 && BinaryPrimitives.ReadUInt32LittleEndian(file[BerkeleyMagicAt..]) is var magic
            && (magic is BerkeleyHash or BerkeleyTree || BinaryPrimitives.ReverseEndianness(magic) is BerkeleyHash or BerkeleyTree);
}
