using DockerScan.Mongo.Database;
using MongoDB.Bson;

namespace DockerScan.Mongo.Tests.Database;

/// <summary>What a command looks for, and whether a declared index serves it: it begins with the index's fields, and its order goes on with them.</summary>
internal sealed record Question(string Collection, BsonDocument Filter, BsonDocument Sort, int Limit)
{
    // The whole of a small collection, or all of a record from its newest on; results and findings are counted by the story itself.
    private static readonly string[] Whole = ["quotas", "staleResults", "audit", "auditChains", "results", "findings"];

    public bool IsServed => IsServedAlone || (Filter.TryGetValue("$or", out var branches) && branches.AsBsonArray.All(branch => (this with { Filter = Without("$or").AddRange(branch.AsBsonDocument) }).IsServedAlone));

    private bool IsServedAlone
    {
        get
        {
            var fields = Fields(Filter).ToList();
            var equal = fields.Where(each => each.IsEqual).Select(each => each.Name).ToHashSet(StringComparer.Ordinal);
            if (equal.Contains("_id") || (Filter.ElementCount == 0 && Whole.Contains(Collection)) || (fields.Exists(each => each.Name == "_id") && Sort.Names.All(name => name == "_id")))
            {
                return true;
            }

            return MongoIndexes.All.Append(new StoreIndex(Collection, new BsonDocument("_id", 1))).Where(index => index.Collection == Collection).Any(index =>
            {
                var keys = index.Keys.Elements.ToList();
                var bound = keys.TakeWhile(key => equal.Contains(key.Name)).Count();
                var begins = bound > 0 || fields.Exists(each => each.Name == keys[0].Name) || (Filter.ElementCount == 0 && Sort.ElementCount > 0);
                return begins && IsSorted(keys.Skip(bound));
            });
        }
    }

    /// <summary>Whether a declared index has its order from its first field on, so that nothing is sorted and a page ends the reading.</summary>
    public bool IsAlongAnIndex => Sort.ElementCount > 0 && MongoIndexes.All.Any(index => index.Collection == Collection && IsSorted(index.Keys.Elements));

    public static IEnumerable<Question> Of(BsonDocument command)
    {
        var name = command.GetElement(0).Name;
        var collection = command.GetElement(0).Value.ToString()!;
        BsonDocument Member(string member) => command.GetValue(member, new BsonDocument()).AsBsonDocument;
        return name switch
        {
            "find" => [new(collection, Member("filter"), Member("sort"), Math.Abs(command.GetValue("limit", 0).ToInt32()))],
            "findAndModify" => [new(collection, Member("query"), Member("sort"), 1)],
            "update" => command["updates"].AsBsonArray.Select(each => new Question(collection, each["q"].AsBsonDocument, [], 0)),
            "delete" => command["deletes"].AsBsonArray.Select(each => new Question(collection, each["q"].AsBsonDocument, [], 0)),
            "distinct" => [new(collection, Member("query"), [], 0)],
            "aggregate" => command["pipeline"].AsBsonArray.Where(stage => stage.AsBsonDocument.Contains("$match")).Select(stage => new Question(collection, stage["$match"].AsBsonDocument, [], 0)),
            _ => [],
        };
    }

    public override string ToString() => $"{Collection}: {Filter.ToJson()} sort {Sort.ToJson()}";

    private BsonDocument Without(string name) => new(Filter.Where(field => field.Name != name));

    private bool IsSorted(IEnumerable<BsonElement> keys)
    {
        var rest = keys.Take(Sort.ElementCount).ToList();
        return rest.Select(key => key.Name).SequenceEqual(Sort.Names)
            && rest.Zip(Sort.Elements, (key, sort) => key.Value.ToInt32() * sort.Value.ToInt32()).Distinct().Count() <= 1;
    }

    private static IEnumerable<(string Name, bool IsEqual)> Fields(BsonDocument filter) => filter.SelectMany(each => each switch
    {
        { Name: "$and" } => each.Value.AsBsonArray.SelectMany(inner => Fields(inner.AsBsonDocument)),
        { Name: ['$', ..] } => [],
        { Value: BsonDocument { ElementCount: > 0 } operators } when operators.GetElement(0).Name.StartsWith('$') => [(each.Name, operators.Contains("$in"))],
        _ => [(each.Name, true)],
    });
}
