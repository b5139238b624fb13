using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>All collections, and the cursors on answers that were longer than one message.</summary>
internal sealed class Databases
{
    private const int FirstBatch = 101;
    private const int LargestBatch = 8 << 20;
    private readonly Dictionary<string, Collection> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (string Namespace, Queue<BsonDocument> Left)> _cursors = [];
    private long _cursor = 1_000;

    public IEnumerable<BsonDocument> All => _collections.Values.SelectMany(collection => collection.All);

    public Collection Get(string name)
    {
        if (!_collections.TryGetValue(name, out var collection))
        {
            _collections.Add(name, collection = new Collection(name));
        }

        return collection;
    }

    public bool Has(string name) => _collections.ContainsKey(name);

    public void Drop(string database)
    {
        foreach (var name in _collections.Keys.Where(name => name.StartsWith(database + ".", StringComparison.Ordinal)).ToList())
        {
            _collections.Remove(name);
        }
    }

    public BsonDocument Open(string name, IEnumerable<BsonDocument> documents, int? batchSize, bool isSingle)
    {
        var rest = new Queue<BsonDocument>(documents);
        var batch = Take(rest, batchSize ?? FirstBatch);
        return new BsonDocument("cursor", new BsonDocument { { "id", isSingle || rest.Count == 0 ? 0L : Keep(name, rest) }, { "ns", name }, { "firstBatch", batch } });
    }

    public BsonDocument More(long cursor, int? batchSize)
    {
        if (!_cursors.TryGetValue(cursor, out var open))
        {
            throw new CommandException(43, "CursorNotFound", $"cursor id {cursor} not found");
        }

        var batch = Take(open.Left, batchSize ?? int.MaxValue);
        if (open.Left.Count == 0)
        {
            _cursors.Remove(cursor);
        }

        return new BsonDocument("cursor", new BsonDocument { { "id", open.Left.Count == 0 ? 0L : cursor }, { "ns", open.Namespace }, { "nextBatch", batch } });
    }

    public bool Close(long cursor) => _cursors.Remove(cursor);

    private static BsonArray Take(Queue<BsonDocument> rest, int count)
    {
        var (batch, bytes) = (new BsonArray(), 0);
        while (batch.Count < count && bytes < LargestBatch && rest.TryDequeue(out var document))
        {
            batch.Add(document);
            bytes += document.ToBson().Length;
        }

        return batch;
    }

    private long Keep(string name, Queue<BsonDocument> rest)
    {
        _cursors.Add(++_cursor, (name, rest));
        return _cursor;
    }
}
