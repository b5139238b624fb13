using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>The stage that groups: all in one, or by fields; counted, or the most of a field or of several in their order.</summary>
internal static class Grouping
{
    public static IEnumerable<BsonDocument> Run(BsonDocument stage, IEnumerable<BsonDocument> documents)
        => documents.GroupBy(document => Evaluate(stage["_id"], document)).Select(group => new BsonDocument("_id", group.Key).AddRange(
            stage.Skip(1).Select(field => new BsonElement(field.Name, Accumulate(field.Value.AsBsonDocument.GetElement(0), [.. group])))));

    private static BsonValue Accumulate(BsonElement accumulator, IReadOnlyList<BsonDocument> group) => accumulator switch
    {
        { Name: "$sum", Value: BsonInt32 { Value: 1 } } => group.Count,
        { Name: "$max" } => group.Select(document => Evaluate(accumulator.Value, document)).Aggregate((one, other) => Values.Compare(one, other) >= 0 ? one : other),
        _ => throw CommandException.NotDone($"the accumulator {accumulator}"),
    };

    // A constant, a field, or a document of those.
    private static BsonValue Evaluate(BsonValue expression, BsonDocument document) => expression switch
    {
        BsonInt32 => expression,
        BsonString { Value: ['$', not '$', ..] text } => Values.Find(document, text[1..]) ?? BsonNull.Value,
        BsonDocument fields when fields.Names.All(name => !name.StartsWith('$')) => new BsonDocument(fields.Select(field => new BsonElement(field.Name, Evaluate(field.Value, document)))),
        _ => throw CommandException.NotDone($"the expression {expression}"),
    };
}
