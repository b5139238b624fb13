using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace DockerScan.MongoLoopback.Wire;

/// <summary>A message of the wire protocol: OP_MSG, and OP_QUERY and OP_REPLY of old handshakes.</summary>
/// <remarks>https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/</remarks>
internal sealed record WireMessage(int RequestId, bool IsOld, bool WantsAnswer, BsonDocument Command)
{
    private const int HeaderLength = 16;
    private const int LargestMessage = 48_000_000;
    private const int OpReply = 1;
    private const int OpQuery = 2004;
    private const int OpMsg = 2013;
    private const uint ChecksumPresent = 1;
    private const uint MoreToCome = 2;

    /// <summary>The next one; null when the other side ended.</summary>
    public static async Task<WireMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) < HeaderLength)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= HeaderLength or > LargestMessage)
        {
            throw new InvalidDataException($"a message of {length} bytes");
        }

        var body = new byte[length - HeaderLength];
        await stream.ReadExactlyAsync(body, cancellationToken);
        var id = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        return BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) switch
        {
            OpMsg => ReadMessage(id, body),
            OpQuery => ReadQuery(id, body),
            var code => throw new InvalidDataException($"an operation {code}"),
        };
    }

    public byte[] Answer(BsonDocument answer)
    {
        var document = answer.ToBson();
        // OP_REPLY: flags, cursor, first, one document. OP_MSG: flags, a body.
        var prefix = new byte[HeaderLength + (IsOld ? 20 : 5)];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, prefix.Length + document.Length);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(8), RequestId);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(12), IsOld ? OpReply : OpMsg);
        if (IsOld)
        {
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(HeaderLength), 8);
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(HeaderLength + 16), 1);
        }

        return [.. prefix, .. document];
    }

    private static WireMessage ReadMessage(int id, byte[] body)
    {
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(body);
        var end = body.Length - ((flags & ChecksumPresent) != 0 ? 4 : 0);
        BsonDocument? command = null;
        List<(string Name, BsonArray Documents)> sequences = [];
        for (var at = 4; at < end;)
        {
            var kind = body[at++];
            var length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at));
            if (kind == 0)
            {
                command = Document(body, at, length);
            }
            else if (kind == 1)
            {
                sequences.Add(Sequence(body.AsMemory(at, length)));
            }
            else
            {
                throw new InvalidDataException($"a section of kind {kind}");
            }

            at += length;
        }

        command = command ?? throw new InvalidDataException("a message without a body");
        command.AddRange(sequences.Select(sequence => new BsonElement(sequence.Name, sequence.Documents)));
        return new WireMessage(id, IsOld: false, (flags & MoreToCome) == 0, command);
    }

    private static (string Name, BsonArray Documents) Sequence(ReadOnlyMemory<byte> section)
    {
        var name = Text(section.Span[4..]);
        var documents = new BsonArray();
        for (var at = 4 + Encoding.UTF8.GetByteCount(name) + 1; at < section.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(section.Span[at..]);
            documents.Add(BsonSerializer.Deserialize<BsonDocument>(section.Slice(at, length).ToArray()));
            at += length;
        }

        return (name, documents);
    }

    private static WireMessage ReadQuery(int id, byte[] body)
    {
        var collection = Text(body.AsSpan(4));
        var at = 4 + Encoding.UTF8.GetByteCount(collection) + 1 + 8;
        var query = Document(body, at, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at)));
        var command = query.TryGetValue("$query", out var inner) ? inner.AsBsonDocument : query;
        command["$db"] = collection.Split('.')[0];
        return new WireMessage(id, IsOld: true, WantsAnswer: true, command);
    }

    private static BsonDocument Document(byte[] body, int at, int length) => BsonSerializer.Deserialize<BsonDocument>(body.AsSpan(at, length).ToArray());

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..bytes.IndexOf((byte)0)]);
}
