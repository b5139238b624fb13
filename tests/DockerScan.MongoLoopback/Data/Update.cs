using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>An update of one document by operators.</summary>
internal sealed class Update
{
    private readonly BsonDocument _operators;
    private readonly BsonDateTime _now;

    public Update(BsonValue update, BsonDateTime now)
    {
        _now = now;
        _operators = update switch
        {
            BsonDocument { ElementCount: > 0 } operators when operators.All(each => each.Name.StartsWith('$')) => operators,
            BsonDocument => throw CommandException.NotDone("a replacement"),
            _ => throw CommandException.NotDone("an update by a pipeline"),
        };
        var paths = _operators.SelectMany(each => each.Value.AsBsonDocument.Names).ToList();
        foreach (var path in paths)
        {
            if (paths.Count(other => other == path || other.StartsWith(path + ".", StringComparison.Ordinal)) > 1)
            {
                throw new CommandException(40, "ConflictingUpdateOperators", $"Updating the path '{path}' would create a conflict at '{path}'");
            }
        }
    }

    /// <summary>What the document becomes.</summary>
    public BsonDocument Apply(BsonDocument document, bool isInsert)
    {
        var changed = document.DeepClone().AsBsonDocument;
        foreach (var operation in _operators)
        {
            foreach (var field in operation.Value.AsBsonDocument)
            {
                Apply(changed, operation.Name, field, isInsert);
            }
        }

        return document.TryGetValue("_id", out var id) && !Values.AreEqual(id, changed.GetValue("_id", BsonNull.Value))
            ? throw new CommandException(66, "ImmutableField", "Performing an update on the path '_id' would modify the immutable field '_id'")
            : changed;
    }

    /// <summary>What an upsert makes.</summary>
    public BsonDocument Make(BsonDocument query)
    {
        var seed = new BsonDocument();
        foreach (var field in Filter.Equalities(query))
        {
            Values.Set(seed, field.Name, field.Value.DeepClone());
        }

        var made = Apply(seed, isInsert: true);
        var id = made.GetValue("_id", ObjectId.GenerateNewId());
        made.Remove("_id");
        return new BsonDocument("_id", id).AddRange(made);
    }

    private static BsonValue Sum(BsonValue? before, BsonValue number) => (before, number) switch
    {
        (null, _) => number,
        ({ IsNumeric: false }, _) => throw new CommandException(14, "TypeMismatch", "Cannot apply $inc to a value of non-numeric type"),
        (BsonInt32 one, BsonInt32 other) when (long)one.Value + other.Value is >= int.MinValue and <= int.MaxValue and var sum => new BsonInt32((int)sum),
        (BsonDouble, _) or (_, BsonDouble) => new BsonDouble(before.ToDouble() + number.ToDouble()),
        _ => new BsonInt64(before.ToInt64() + number.ToInt64()),
    };

    private void Apply(BsonDocument document, string operation, BsonElement field, bool isInsert)
    {
        var before = Values.Find(document, field.Name);
        switch (operation)
        {
            case "$set":
            case "$setOnInsert" when isInsert:
            case "$min" when before is null || Values.Compare(field.Value, before) < 0:
            case "$max" when before is null || Values.Compare(field.Value, before) > 0:
                Values.Set(document, field.Name, field.Value.DeepClone());
                break;
            case "$setOnInsert" or "$min" or "$max":
                break;
            case "$unset":
                Values.Remove(document, field.Name);
                break;
            case "$inc":
                Values.Set(document, field.Name, Sum(before, field.Value));
                break;
            case "$currentDate" when field.Value is BsonBoolean { Value: true } || field.Value == new BsonDocument("$type", "date"):
                Values.Set(document, field.Name, _now);
                break;
            default:
                throw CommandException.NotDone($"the update operator {operation}");
        }
    }
}
