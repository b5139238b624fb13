using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Database;

/// <summary>An index.</summary>
internal sealed record StoreIndex(string Collection, BsonDocument Keys)
{
    public bool IsUnique { get; init; }

    public bool IsSparse { get; init; }

    public CreateIndexModel<BsonDocument> ToModel()
        => new(Keys, new CreateIndexOptions { Unique = IsUnique ? true : null, Sparse = IsSparse ? true : null });

    public override string ToString() => $"{Collection} {Keys.ToJson()} {(IsUnique ? "unique" : string.Empty)} {(IsSparse ? "sparse" : string.Empty)}";
}
