using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DockerScan.Scanners.Autorun.Packages.Rpm;

/// <summary>
/// The rows of one table of an SQLite file, as far as rpm's database needs it: the last column of each row, a blob. Ours and not
/// SQLite's own code, because the file is an image's: here a hostile one can do no more than be refused.
/// </summary>
/// <remarks>https://www.sqlite.org/fileformat2.html, 1.3 (header), 1.6 (b-tree pages), 1.7 (overflow pages), 2.1 (records). A write-ahead log is not read.</remarks>
internal sealed class SqliteTable
{
    private const int HeaderLength = 100;
    private const byte InteriorPage = 0x05;
    private const byte LeafPage = 0x0D;
    private const int MaxDepth = 20;
    private const int FirstBlobType = 12;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _pageSize;
    private readonly int _usable;
    private readonly int _pages;
    private int _left;
    private long _room;

    private SqliteTable(ReadOnlyMemory<byte> file)
    {
        var header = file.Span;
        var size = header.Length >= HeaderLength && IsSqlite(header) ? BinaryPrimitives.ReadUInt16BigEndian(header[16..]) : throw Damaged("no header");
        _file = file;
        _pageSize = size == 1 ? 65_536 : size;
        _usable = _pageSize - header[20];
        if (_pageSize < 512 || !int.IsPow2(_pageSize) || _usable < 480)
        {
            throw Damaged("its page size is none");
        }

        _pages = file.Length / _pageSize;
        // Every page belongs to one place: who comes back to one goes in a circle.
        _left = _pages + 1;
        // Nor do rows share bytes.
        _room = file.Length;
    }

    /// <summary>True for a file that begins as SQLite's do.</summary>
    public static bool IsSqlite(ReadOnlySpan<byte> file) => file.StartsWith("SQLite format 3\0"u8);

    /// <summary>The blobs of a table.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or there is no such table.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Blobs(ReadOnlyMemory<byte> file, string table)
    {
        var reader = new SqliteTable(file);
        var root = reader.Payloads(1, 0).Select(row => RootOf(row.Span, table)).FirstOrDefault(page => page != 0);
        return root == 0 ? throw Damaged($"it has no table {table}") : reader.Payloads(root, 0).Select(LastBlob);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Payloads(uint page, int depth)
    {
        var (start, bytes) = Page(page, depth);
        var head = page == 1 ? HeaderLength : 0;
        var kind = bytes.Span[head];
        var cells = BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[(head + 3)..]);
        var pointers = head + (kind == InteriorPage ? 12 : 8);
        if (kind is not (InteriorPage or LeafPage) || pointers + (2 * cells) > bytes.Length)
        {
            throw Damaged("a page is not of a table");
        }

        for (var i = 0; i < cells; i++)
        {
            var at = BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[(pointers + (2 * i))..]);
            if (kind == LeafPage)
            {
                yield return Payload(start, at);
                continue;
            }

            foreach (var payload in Payloads(At(bytes.Span, at), depth + 1))
            {
                yield return payload;
            }
        }

        if (kind == InteriorPage)
        {
            foreach (var payload in Payloads(At(bytes.Span, head + 8), depth + 1))
            {
                yield return payload;
            }
        }
    }

    // A cell: length, row id, and as much of the payload as has room; the rest in a chain of pages.
    private ReadOnlyMemory<byte> Payload(int start, int at)
    {
        var page = _file.Span.Slice(start, _pageSize);
        var length = Varint(page, ref at);
        Varint(page, ref at);
        if (length < 0 || (_room -= length) < 0)
        {
            throw Damaged("its rows are longer than the file");
        }

        var (most, least) = (_usable - 35, ((_usable - 12) * 32 / 255) - 23);
        var even = least + (int)((length - least) % (_usable - 4));
        var local = length <= most ? (int)length : even <= most ? even : least;
        if (local < 0 || at + local + (local < length ? 4 : 0) > _pageSize)
        {
            throw Damaged("a row lies outside its page");
        }

        if (local == length)
        {
            return _file.Slice(start + at, local);
        }

        var whole = new byte[length];
        page.Slice(at, local).CopyTo(whole);
        var next = At(page, at + local);
        for (var filled = local; filled < whole.Length;)
        {
            var overflow = Page(next, 0).Bytes.Span;
            var count = Math.Min(whole.Length - filled, _usable - 4);
            overflow.Slice(4, count).CopyTo(whole.AsSpan(filled));
            (filled, next) = (filled + count, At(overflow, 0));
        }

        return whole;
    }

    private (int Start, ReadOnlyMemory<byte> Bytes) Page(uint number, int depth)
    {
        if (number == 0 || number > _pages || depth > MaxDepth || --_left < 0)
        {
            throw Damaged("its pages lead nowhere");
        }

        var start = (int)(number - 1) * _pageSize;
        return (start, _file.Slice(start, _pageSize));
    }

    // The schema's row: type, name, table, root page, text.
    private static uint RootOf(ReadOnlySpan<byte> record, string table)
    {
        var columns = Columns(record, 4);
        return columns.Count == 4 && Text(record, columns[0]) == "table" && Text(record, columns[1]) == table && columns[3].Type is >= 1 and <= 4
            ? Integer(record.Slice(columns[3].Start, columns[3].Length))
            : 0;
    }

    private static ReadOnlyMemory<byte> LastBlob(ReadOnlyMemory<byte> record)
    {
        var columns = Columns(record.Span, 8);
        return columns.Count > 0 && columns[^1] is { Type: >= FirstBlobType } last && last.Type % 2 == 0 ? record.Slice(last.Start, last.Length) : ReadOnlyMemory<byte>.Empty;
    }

    private static List<Column> Columns(ReadOnlySpan<byte> record, int most)
    {
        var at = 0;
        var headerLength = Varint(record, ref at);
        if (headerLength < 1 || headerLength > record.Length)
        {
            throw Damaged("a record's header is cut");
        }

        var columns = new List<Column>(most);
        var data = (int)headerLength;
        while (at < headerLength && columns.Count < most)
        {
            var type = Varint(record, ref at);
            var length = type switch
            {
                >= FirstBlobType => (type - FirstBlobType) / 2,
                0 or 8 or 9 => 0,
                >= 1 and <= 4 => type,
                5 => 6,
                6 or 7 => 8,
                _ => throw Damaged("a record has a column of no kind"),
            };
            if (length > record.Length - data)
            {
                throw Damaged("a record is cut");
            }

            columns.Add(new Column(type, data, (int)length));
            data += (int)length;
        }

        return columns;
    }

    private static string? Text(ReadOnlySpan<byte> record, Column column)
        => column.Type > FirstBlobType && column.Type % 2 == 1 && column.Length <= 64 ? Encoding.UTF8.GetString(record.Slice(column.Start, column.Length)) : null;

    private static uint Integer(ReadOnlySpan<byte> bytes)
    {
        var value = 0U;
        foreach (var part in bytes)
        {
            value = (value << 8) | part;
        }

        return value;
    }

    // Seven bits a byte, the highest first; of nine bytes the last has eight.
    private static long Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0L;
        for (var i = 0; i < 9; i++)
        {
            if (at < 0 || at >= bytes.Length)
            {
                throw Damaged("a number is cut");
            }

            var part = bytes[at++];
            if (i == 8)
            {
                return (value << 8) | part;
            }

            value = (value << 7) | (part & 0x7FL);
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }

        return value;
    }

    private static uint At(ReadOnlySpan<byte> page, int at)
        => at >= 0 && at + 4 <= page.Length ? BinaryPrimitives.ReadUInt32BigEndian(page[at..]) : throw Damaged("a page is cut");

    private static InvalidDataException Damaged(string why) => new($"the SQLite file is damaged: {why}");

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Column(long Type, int Start, int Length);
}
