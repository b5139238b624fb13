using MongoDB.Bson;

namespace DockerScan.Mongo.Database;

/// <summary>An update of one document, made of the operators that every server since 4.4 knows. None of them computes from other fields.</summary>
internal sealed class Change
{
    private readonly BsonDocument _update = [];

    public Change Set(string name, BsonValue value) => Put("$set", name, value);

    /// <summary>Only when the update makes the document.</summary>
    public Change SetFirst(string name, BsonValue value) => Put("$setOnInsert", name, value);

    public Change Add(string name, int number) => Put("$inc", name, number);

    public Change Most(string name, BsonValue value) => Put("$max", name, value);

    public Change Least(string name, BsonValue value) => Put("$min", name, value);

    /// <summary>The server's own time.</summary>
    public Change Now(string name) => Put("$currentDate", name, true);

    public Change Unset(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Put("$unset", name, 1);
        }

        return this;
    }

    public BsonDocument ToUpdate() => _update;

    private Change Put(string operation, string name, BsonValue value)
    {
        if (!_update.TryGetValue(operation, out var fields))
        {
            _update.Add(operation, fields = new BsonDocument());
        }

        fields.AsBsonDocument[name] = value;
        return this;
    }
}
