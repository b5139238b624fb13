using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DockerScan.Core.Stores.Copying;

namespace DockerScan.Engine.Copying;

/// <summary>
/// Records counted, and one hash over all of them in whatever order: the sum of the first halves of their SHA-256. It finds what was lost,
/// cut or confused on the way; who can write to a store can make what he likes of it.
/// </summary>
internal sealed class RecordSum : IEquatable<RecordSum>
{
    // Kind, key and size have no setters: they follow from the rest.
    private static readonly JsonSerializerOptions Members = new() { IgnoreReadOnlyProperties = true };

    private UInt128 _sum;

    public long Count { get; private set; }

    public static UInt128 HashOf(string key) => HashOf(Encoding.UTF8.GetBytes(key));

    public static UInt128 HashOf(StoreRecord record) => HashOf(JsonSerializer.SerializeToUtf8Bytes(record, record.GetType(), Members));

    /// <summary>Adds one, and returns its own hash.</summary>
    public UInt128 Add(StoreRecord record)
    {
        var hash = HashOf(record);
        _sum = unchecked(_sum + hash);
        Count++;
        return hash;
    }

    public bool Equals(RecordSum? other) => other is not null && other.Count == Count && other._sum == _sum;

    public override bool Equals(object? obj) => Equals(obj as RecordSum);

    public override int GetHashCode() => HashCode.Combine(Count, _sum);

    public override string ToString() => _sum.ToString("x32", CultureInfo.InvariantCulture);

    private static UInt128 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
