using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Scanners.Autorun.Packages;
using DockerScan.Scanners.Autorun.Packages.Rpm;
using DockerScan.Scanners.Tests.Trivy.Support;

namespace DockerScan.Scanners.Tests.Autorun.Packages;

/// <summary>On databases that rpm and SQLite wrote, an ndb file written by rpm's layout, and on what is left of them after damage.</summary>
public sealed class RpmDatabaseTests
{
    private static readonly byte[] Sqlite = Unpack("rpmdb.sqlite.gz");

    [Fact]
    public void Read_SqliteOfRpm_NamesThePackageOfTheFile() => Assert.Equal("tool", Owner(Sqlite, "/usr/bin/tool", "the program"));

    [Fact]
    public void Read_SqliteOfRpm_FindsFilesOfHeadersThatGoOverPages() => Assert.Equal("other-package", Owner(Sqlite, "/usr/lib/other/file-number-120", "120\n"));

    [Fact]
    public void Read_ChangedFile_BelongsToNobody() => Assert.Null(Owner(Sqlite, "/usr/bin/tool", "another program"));

    // The same name in another folder, and a link, which has no digest.
    [Theory]
    [InlineData("/usr/local/bin/tool")]
    [InlineData("/usr/lib/other/tool")]
    public void Read_SameNameElsewhere_BelongsToNobody(string path) => Assert.Null(Owner(Sqlite, path, "the program"));

    [Fact]
    public void Read_Ndb_NamesThePackageOfTheFile()
    {
        var file = Ndb([.. Headers(Sqlite)]);

        Assert.Equal("tool", Owner(file, "/usr/bin/tool", "the program"));
        Assert.Equal(2, RpmDatabase.Count(file));
    }

    [Fact]
    public void Count_Sqlite_CountsPackages() => Assert.Equal((2, 500), (RpmDatabase.Count(Sqlite), RpmDatabase.Count(Unpack("rpmdb-500.sqlite.gz"))));

    [Theory]
    [InlineData(0x61, 0x15, 0x06, 0x00, "it is a Berkeley database, which is not read here")]
    [InlineData(0x00, 0x06, 0x15, 0x61, "it is a Berkeley database, which is not read here")]
    [InlineData(0x62, 0x31, 0x05, 0x00, "it is a Berkeley database, which is not read here")]
    [InlineData(0x01, 0x02, 0x03, 0x04, "its format is not known")]
    public void Read_AnotherFormat_IsNamed(byte a, byte b, byte c, byte d, string words)
    {
        var file = new byte[4096];
        new[] { a, b, c, d }.CopyTo(file, 12);

        Assert.Equal(words, RpmDatabase.Read(file, Wanted("/usr/bin/tool", "x")));
        Assert.Null(RpmDatabase.Count(file));
    }

    [Fact]
    public void Read_Cut_SaysThatItIsDamaged()
    {
        Assert.Contains("damaged", RpmDatabase.Read(Sqlite.AsMemory(0, 8192), Wanted("/usr/bin/tool", "x")), StringComparison.Ordinal);
        Assert.Contains("damaged", RpmDatabase.Read(Ndb([.. Headers(Sqlite)]).AsMemory(0, 4500), Wanted("/usr/bin/tool", "x")), StringComparison.Ordinal);
        Assert.Contains("damaged", RpmDatabase.Read("SQLite format 3\0"u8.ToArray(), Wanted("/usr/bin/tool", "x")), StringComparison.Ordinal);
        Assert.Contains("damaged", RpmDatabase.Read("RpmP"u8.ToArray(), Wanted("/usr/bin/tool", "x")), StringComparison.Ordinal);
    }

    // Any answer or a sentence, never an exception, and never without end.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Damaged_AnswersOrSaysSo(bool isNdb)
    {
        var good = isNdb ? Ndb([.. Headers(Sqlite)]) : Sqlite;
        var random = new Random(23);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var i = random.Next(1, 12); i > 0; i--)
            {
                // Heads of pages and headers are where the numbers are.
                var at = round % 2 == 0 ? random.Next(bytes.Length) : Math.Min(bytes.Length - 1, (random.Next(bytes.Length / 4096) * 4096) + random.Next(128));
                bytes[at] = (byte)(round % 3 == 0 ? 0xFF : random.Next(256));
            }

            RpmDatabase.Read(round % 7 == 0 ? bytes.AsMemory(0, random.Next(bytes.Length)) : bytes, Wanted("/usr/bin/tool", "the program"));
            RpmDatabase.Count(bytes);
        }
    }

    [Fact]
    public void Read_ChainOfPagesInACircle_IsDamaged()
    {
        // Every overflow page of the file leads to itself.
        var bytes = (byte[])Sqlite.Clone();
        for (var page = 2; page < bytes.Length / 4096; page++)
        {
            var head = bytes.AsSpan(page * 4096, 4);
            if (BinaryPrimitives.ReadUInt32BigEndian(head) is > 1 and < 57)
            {
                BinaryPrimitives.WriteInt32BigEndian(head, page + 1);
            }
        }

        Assert.Contains("damaged", RpmDatabase.Read(bytes, Wanted("/usr/bin/tool", "the program")) ?? "damaged", StringComparison.Ordinal);
    }

    // One row behind every pointer of a page: read as often as it is named, a small file would take hours.
    [Fact]
    public void Read_RowsThatShareTheirBytes_AreDamaged()
    {
        var file = new byte[2 * 65_536];
        "SQLite format 3\0"u8.CopyTo(file);
        file[17] = 1;
        byte[] schema = [6, 0x17, 0x1D, 0x1D, 1, 0x0D, .. "tablePackagesPackages"u8, 2];
        Leaf(file.AsSpan(0, 65_536), 100, 1, [(byte)schema.Length, 1, .. schema]);
        byte[] blob = [.. Header(200, "tool")];
        byte[] record = [.. Varint(2 + Varint((2 * blob.Length) + 12).Length), 0, .. Varint((2 * blob.Length) + 12), .. blob];
        Leaf(file.AsSpan(65_536), 0, 8000, [.. Varint(record.Length), 1, .. record]);

        Assert.Contains("its rows are longer than the file", RpmDatabase.Read(file, Wanted("/usr/bin/tool", "x")), StringComparison.Ordinal);
    }

    private static void Leaf(Span<byte> page, int head, int cells, byte[] cell)
    {
        var at = 65_536 - cell.Length;
        cell.CopyTo(page[at..]);
        page[head] = 0x0D;
        BinaryPrimitives.WriteUInt16BigEndian(page[(head + 3)..], (ushort)cells);
        for (var i = 0; i < cells; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(page[(head + 8 + (2 * i))..], (ushort)at);
        }
    }

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : value < 0x4000 ? [(byte)(0x80 | (value >> 7)), (byte)(value & 0x7F)] : [(byte)(0x80 | (value >> 14)), (byte)(0x80 | ((value >> 7) & 0x7F)), (byte)(value & 0x7F)];

    // A million files of the wanted name in one header: gone through once, not once for each.
    [Fact]
    public void Read_HostileHeader_TakesNoMoreThanItsLength()
    {
        const int Files = 200_000;
        var blob = Header(Files, "tool");

        var took = ThreadClock.Time(() => Assert.Null(RpmDatabase.Read(Ndb([blob]), Wanted("/usr/bin/tool", "the program"))));

        Assert.True(took < TimeSpan.FromSeconds(5), $"{took}");
    }

    // Measured: 13 ms where hashing takes 5; the bound is 30 ms there.
    [Fact]
    public void Read_FiveHundredPackages_IsAboutAsQuickAsHashingThem()
    {
        var file = Unpack("rpmdb-500.sqlite.gz");
        Assert.Equal("tool", Owner(file, "/usr/bin/tool", "the program"));

        var hashing = Best(() => SHA256.HashData(file));
        var reading = Best(() => RpmDatabase.Read(file, Wanted("/usr/bin/tool", "the program")));

        TestContext.Current.SendDiagnosticMessage($"500 packages of {file.Length >> 20} MiB: {reading.TotalMilliseconds:F1} ms, hashing {hashing.TotalMilliseconds:F1} ms");
        Assert.True(reading < hashing * 6, $"{reading.TotalMilliseconds} ms against {hashing.TotalMilliseconds} ms of hashing");
    }

    private static TimeSpan Best(Action work) => Enumerable.Range(0, 7).Select(_ => ThreadClock.Time(work)).Min();

    private static string? Owner(byte[] file, string path, string content)
    {
        var wanted = Wanted(path, content);
        Assert.Null(RpmDatabase.Read(file, wanted));
        return wanted.Packages.GetValueOrDefault(path);
    }

    private static WantedFiles Wanted(string path, string content)
        => new(new Dictionary<string, FileDigests> { [path] = FileDigests.Of(Encoding.UTF8.GetBytes(content)) }, _ => []);

    private static IEnumerable<byte[]> Headers(byte[] sqlite) => SqliteTable.Blobs(sqlite, "Packages").Select(blob => blob.ToArray());

    private static byte[] Unpack(string name)
    {
        using var file = File.OpenRead(Path.Combine(TestFiles.Repository, "tests", "DockerScan.Scanners.Tests", "testdata", "rpm", name));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    // lib/backend/ndb/rpmpkg.c: one page of slots, then blobs in blocks of 16 bytes.
    private static byte[] Ndb(params byte[][] headers)
    {
        using var file = new MemoryStream();
        var slots = new byte[4096];
        "RpmP"u8.CopyTo(slots);
        BinaryPrimitives.WriteInt32LittleEndian(slots.AsSpan(8), headers.Length);
        BinaryPrimitives.WriteInt32LittleEndian(slots.AsSpan(12), 1);
        BinaryPrimitives.WriteInt32LittleEndian(slots.AsSpan(16), headers.Length + 1);
        for (var at = 32; at < 4096; at += 16)
        {
            "Slot"u8.CopyTo(slots.AsSpan(at));
        }

        file.Write(slots);
        for (var i = 0; i < headers.Length; i++)
        {
            var blocks = (16 + headers[i].Length + 12 + 15) / 16;
            var slot = slots.AsSpan(32 + (16 * i));
            BinaryPrimitives.WriteInt32LittleEndian(slot[4..], i + 1);
            BinaryPrimitives.WriteInt32LittleEndian(slot[8..], (int)file.Length / 16);
            BinaryPrimitives.WriteInt32LittleEndian(slot[12..], blocks);
            var blob = new byte[blocks * 16];
            "BlbS"u8.CopyTo(blob);
            BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(4), i + 1);
            BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(12), headers[i].Length);
            headers[i].CopyTo(blob, 16);
            file.Write(blob);
        }

        var whole = file.ToArray();
        slots.CopyTo(whole, 0);
        return whole;
    }

    private static byte[] Header(int files, string name)
    {
        var names = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(name + "\0", files)));
        var digests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('0', 64) + "\0", files)));
        byte[] data = [.. "p\0\0\0"u8, .. new byte[4 * files], .. "/usr/bin/\0"u8, .. names, .. digests];
        var (folders, base0) = (4 + (4 * files), 4 + (4 * files) + 10);
        (int Tag, int Type, int Offset, int Count)[] entries =
            [(1000, 6, 0, 1), (1116, 4, 4, files), (1118, 8, folders, 1), (1117, 8, base0, files), (1035, 8, base0 + names.Length, files)];
        var head = new byte[8 + (16 * entries.Length)];
        BinaryPrimitives.WriteInt32BigEndian(head, entries.Length);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), data.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var at = head.AsSpan(8 + (16 * i));
            BinaryPrimitives.WriteInt32BigEndian(at, entries[i].Tag);
            BinaryPrimitives.WriteInt32BigEndian(at[4..], entries[i].Type);
            BinaryPrimitives.WriteInt32BigEndian(at[8..], entries[i].Offset);
            BinaryPrimitives.WriteInt32BigEndian(at[12..], entries[i].Count);
        }

        return [.. head, .. data];
    }
}
