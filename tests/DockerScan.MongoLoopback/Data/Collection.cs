using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>Documents in the order in which they came, and the unique indexes that hold them.</summary>
internal sealed class Collection(string name)
{
    private const int LargestDocument = 16 << 20;
    private readonly Dictionary<BsonValue, Entry> _byId = [];
    private readonly SortedDictionary<long, Entry> _byOrder = [];
    private readonly Dictionary<string, BsonDocument> _indexes = new(StringComparer.Ordinal) { ["_id_"] = new() { { "v", 2 }, { "key", new BsonDocument("_id", 1) }, { "name", "_id_" } } };
    private long _order;

    public IReadOnlyCollection<BsonDocument> Indexes => _indexes.Values;

    public IEnumerable<BsonDocument> All => _byOrder.Values.Select(entry => entry.Document);

    public IEnumerable<BsonDocument> Find(Filter filter)
        => filter.FindId() is { } id
            ? _byId.TryGetValue(Values.ToKey(id), out var entry) && filter.Matches(entry.Document) ? [entry.Document] : []
            : _byOrder.Values.Select(each => each.Document).Where(filter.Matches);

    public void Insert(BsonDocument document)
    {
        if (!document.Contains("_id"))
        {
            document.InsertAt(0, new BsonElement("_id", ObjectId.GenerateNewId()));
        }

        var entry = new Entry(_order + 1, document);
        Check(document, but: null);
        _order++;
        _byId.Add(Values.ToKey(document["_id"]), entry);
        _byOrder.Add(entry.Order, entry);
    }

    /// <summary>Puts a document in the place of the one with its id; false when they are the same.</summary>
    public bool Replace(BsonDocument document)
    {
        var entry = _byId[Values.ToKey(document["_id"])];
        if (entry.Document.Equals(document))
        {
            return false;
        }

        Check(document, but: entry.Document);
        entry.Document = document;
        return true;
    }

    public void Delete(BsonDocument document)
    {
        _byId.Remove(Values.ToKey(document["_id"]), out var entry);
        _byOrder.Remove(entry!.Order);
    }

    public bool AddIndex(BsonDocument index)
    {
        if (index.Names.FirstOrDefault(member => member is not ("v" or "key" or "name" or "unique" or "sparse" or "ns" or "background")) is { } option)
        {
            throw CommandException.NotDone($"the index option {option}");
        }

        var indexName = index["name"].AsString;
        if (_indexes.TryGetValue(indexName, out var before))
        {
            return Same(before, index) ? false : throw new CommandException(86, "IndexKeySpecsConflict", $"an index {indexName} of another form is there");
        }

        var isUnique = index.GetValue("unique", false).ToBoolean();
        var keys = new HashSet<BsonDocument>();
        foreach (var key in isUnique ? _byOrder.Values.Select(entry => KeyOf(entry.Document, index)).OfType<BsonDocument>() : [])
        {
            if (!keys.Add(key))
            {
                throw Duplicate(index, key);
            }
        }

        _indexes.Add(indexName, index);
        return true;
    }

    private static bool Same(BsonDocument one, BsonDocument other)
        => one["key"] == other["key"] && ((string[])["unique", "sparse"]).All(option => one.GetValue(option, false).ToBoolean() == other.GetValue(option, false).ToBoolean());

    // What an index has of a document; null when that is not in a sparse one.
    private static BsonDocument? KeyOf(BsonDocument document, BsonDocument index)
    {
        var fields = index["key"].AsBsonDocument.Names.Select(path => (Path: path, Value: Values.Find(document, path))).ToList();
        return index.GetValue("sparse", false).ToBoolean() && fields.TrueForAll(field => field.Value is null)
            ? null
            : new BsonDocument(fields.Select(field => new BsonElement(field.Path, Values.ToKey(field.Value ?? BsonNull.Value))));
    }

    private CommandException Duplicate(BsonDocument index, BsonDocument key)
        => new(CommandException.DuplicateKey, "DuplicateKey", $"E11000 duplicate key error collection: {name} index: {index["name"]} dup key: {key.ToJson()}")
        {
            Details = new BsonDocument { { "keyPattern", index["key"] }, { "keyValue", key } },
        };

    private void Check(BsonDocument document, BsonDocument? but)
    {
        if (document.ToBson().Length > LargestDocument)
        {
            throw new CommandException(10334, "BSONObjectTooLarge", "the document is larger than 16777216 bytes");
        }

        if (but is null && _byId.ContainsKey(Values.ToKey(document["_id"])))
        {
            throw Duplicate(_indexes["_id_"], new BsonDocument("_id", document["_id"]));
        }

        foreach (var index in _indexes.Values.Where(index => index.GetValue("unique", false).ToBoolean()))
        {
            if (KeyOf(document, index) is { } key && _byOrder.Values.Any(other => !ReferenceEquals(other.Document, but) && key.Equals(KeyOf(other.Document, index))))
            {
                throw Duplicate(index, key);
            }
        }
    }

    private sealed class Entry(long order, BsonDocument document)
    {
        public long Order => order;

        public BsonDocument Document { get; set; } = document;
    }
}
