using System.Buffers.Binary;
using System.Text;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Asks a bbolt file for buckets of its root, without reading more than the pages on the way. Every number in it is checked: the file can be anything.</summary>
/// <remarks>bbolt, page.go and node.go: branch and leaf elements of 16 bytes behind a header of 16; keys in the order of their bytes.</remarks>
internal sealed class BoltBuckets
{
    private const int Header = 16;
    private const int Element = 16;
    private const int BucketHeader = 16;
    private const ushort BranchPage = 0x01;
    private const ushort LeafPage = 0x02;
    private const uint BucketFlag = 0x01;
    private const int MaxDepth = 32;
    private const int MaxPageBytes = 16 << 20;
    private const int MaxReads = 256;

    private readonly Stream _file;
    private readonly BoltMeta _meta;
    private int _reads;

    private BoltBuckets(Stream file, BoltMeta meta) => (_file, _meta) = (file, meta);

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is no bbolt file.</exception>
    public static BoltBuckets Open(Stream file) => new(file, BoltFile.BestMeta(file) ?? throw new InvalidDataException("no valid head"));

    /// <summary>True when there is a bucket of that name and something is in it.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public bool Has(string name) => First(name) is { } found && found.Key == name && found.IsFilled;

    /// <summary>True when there is a bucket whose name begins so and something is in it.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public bool HasPrefix(string prefix) => First(prefix) is { } found && found.Key.StartsWith(prefix, StringComparison.Ordinal) && found.IsFilled;

    /// <summary>The first names in the first bucket whose name begins so: what it has advisories for.</summary>
    /// <param name="prefix">The beginning, or all of the name.</param>
    /// <param name="isWhole">True when it is all of the name.</param>
    /// <param name="max">The most names.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyList<string> Names(string prefix, bool isWhole, int max)
    {
        if (First(prefix) is not { } found || !(isWhole ? found.Key == prefix : found.Key.StartsWith(prefix, StringComparison.Ordinal)) || found.Bucket.Length < BucketHeader)
        {
            return [];
        }

        var names = new List<string>();
        var root = BinaryPrimitives.ReadInt64LittleEndian(found.Bucket);
        if (root == 0)
        {
            AddNames(found.Bucket[BucketHeader..], names, max);
        }
        else
        {
            AddNames(root, names, max, 1);
        }

        return names;
    }

    private void AddNames(long id, List<string> names, int max, int depth)
    {
        var page = Read(id, depth);
        if (BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(8)) != BranchPage)
        {
            AddNames(page, names, max);
            return;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(10));
        for (var at = 0; at < count && names.Count < max; at++)
        {
            AddNames(BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(Place(page, at) + 8)), names, max, depth + 1);
        }
    }

    private static void AddNames(byte[] page, List<string> names, int max)
    {
        if (page.Length < Header || BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(8)) != LeafPage)
        {
            return;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(10));
        for (var i = 0; i < count && names.Count < max; i++)
        {
            var place = Place(page, i);
            var element = page.AsSpan(place, Element);
            names.Add(Encoding.UTF8.GetString(Slice(page, place + (long)Number(element[4..]), Number(element[8..]))));
        }
    }

    // The first entry of the root that is not before the name.
    private Entry? First(string name)
    {
        _reads = 0;
        return First(_meta.Root, Encoding.UTF8.GetBytes(name), 0);
    }

    private Entry? First(long id, byte[] name, int depth)
    {
        var page = Read(id, depth);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(10));
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(8));
        return flags switch
        {
            LeafPage => FirstOfLeaf(page, count, name),
            BranchPage => FirstOfBranch(page, count, name, depth),
            _ => throw new InvalidDataException("a page of the tree is neither branch nor leaf"),
        };
    }

    private Entry? FirstOfBranch(byte[] page, int count, byte[] name, int depth)
    {
        // The last child that begins at or before the name; the next one if all in it is before.
        var at = 0;
        while (at + 1 < count && BranchKey(page, at + 1).SequenceCompareTo(name) <= 0)
        {
            at++;
        }

        for (; at < count; at++)
        {
            var child = BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(Place(page, at) + 8));
            if (First(child, name, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Entry? FirstOfLeaf(byte[] page, int count, byte[] name)
    {
        for (var i = 0; i < count; i++)
        {
            var place = Place(page, i);
            var element = page.AsSpan(place, Element);
            var (flags, position, keyLength, valueLength) = (Number(element), Number(element[4..]), Number(element[8..]), Number(element[12..]));
            var key = Slice(page, place + (long)position, keyLength);
            if (key.SequenceCompareTo(name) >= 0)
            {
                var value = Slice(page, place + (long)position + keyLength, valueLength);
                var isBucket = (flags & BucketFlag) != 0;
                return new Entry(Encoding.UTF8.GetString(key), isBucket && IsFilled(value), isBucket ? value.ToArray() : []);
            }
        }

        return null;
    }

    private bool IsFilled(ReadOnlySpan<byte> bucket)
    {
        if (bucket.Length < BucketHeader)
        {
            throw new InvalidDataException("a bucket is cut");
        }

        // A small bucket is a page within the value; root 0 says so.
        var root = BinaryPrimitives.ReadInt64LittleEndian(bucket);
        var page = root == 0 ? bucket[BucketHeader..] : Read(root, 1);
        return page.Length >= Header ? BinaryPrimitives.ReadUInt16LittleEndian(page[10..]) > 0 : throw new InvalidDataException("a bucket is cut");
    }

    private static ReadOnlySpan<byte> BranchKey(byte[] page, int index)
    {
        var place = Place(page, index);
        return Slice(page, place + (long)Number(page.AsSpan(place)), Number(page.AsSpan(place + 4)));
    }

    private static int Place(byte[] page, int index)
        => Header + ((index + 1) * Element) <= page.Length ? Header + (index * Element) : throw new InvalidDataException("a page holds fewer elements than it says");

    private static ReadOnlySpan<byte> Slice(byte[] page, long start, uint length)
        => start + length <= page.Length ? page.AsSpan((int)start, (int)length) : throw new InvalidDataException("an element lies outside its page");

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private byte[] Read(long id, int depth)
    {
        if (depth > MaxDepth || ++_reads > MaxReads || id < 2 || id >= _meta.Pages)
        {
            throw new InvalidDataException("its tree leads nowhere");
        }

        Span<byte> header = stackalloc byte[Header];
        Fill(id * _meta.PageSize, header);
        var bytes = (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) + 1L) * _meta.PageSize;
        if (BinaryPrimitives.ReadInt64LittleEndian(header) != id || bytes > MaxPageBytes)
        {
            throw new InvalidDataException("a page is not what it says");
        }

        var page = new byte[bytes];
        Fill(id * _meta.PageSize, page);
        return page;
    }

    private void Fill(long offset, Span<byte> buffer)
    {
        _file.Position = offset;
        if (_file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new InvalidDataException("it is cut");
        }
    }

    private sealed record Entry(string Key, bool IsFilled, byte[] Bucket);
}
