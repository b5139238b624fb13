using DockerScan.Mongo.Database;
using DockerScan.Mongo.Tests.BadDays;
using DockerScan.MongoLoopback;
using MongoDB.Bson;

namespace DockerScan.Mongo.Tests.Database;

/// <summary>
/// Every question of a story of every step, held against the declared indexes: it begins with the fields of one, and its order goes on with
/// them. What a real server's planner makes of it only a real server tells.
/// </summary>
public sealed class MongoIndexesTests
{
    // The whole of a small collection, or all of a record from its newest on; results and findings are counted by the story itself.
    private static readonly string[] Whole = ["quotas", "staleResults", "audit", "results", "findings"];

    [Fact]
    public async Task Queries_OfEveryStep_BeginWithADeclaredIndex()
    {
        await using var server = LoopbackMongo.Start();
        server.IsRecording = true;

        await new Story(new TemporaryStore(server.Address)).TellAsync();

        var questions = server.Asked.SelectMany(Questions).Where(each => each.Collection.Split('.')[0] is not ("bodies" or "meta")).ToList();
        Assert.True(questions.Count > 60, $"only {questions.Count} were asked");
        Assert.Empty(questions.Where(each => !IsServed(each)).Select(each => $"{each.Collection}: {each.Filter.ToJson()} sort {each.Sort.ToJson()}").Distinct());
    }

    [Fact]
    public void All_EachIndex_IsDeclaredOnceAndIsNoPrefixOfAnother()
    {
        foreach (var one in MongoIndexes.All.Where(index => !index.IsUnique && !index.IsSparse))
        {
            Assert.DoesNotContain(MongoIndexes.All, other => other != one && other.Collection == one.Collection && !other.IsSparse
                && other.Keys.ElementCount > one.Keys.ElementCount && one.Keys.Elements.SequenceEqual(other.Keys.Elements.Take(one.Keys.ElementCount)));
        }
    }

    private static IEnumerable<(string Collection, BsonDocument Filter, BsonDocument Sort)> Questions(BsonDocument command)
    {
        var name = command.GetElement(0).Name;
        var collection = command.GetElement(0).Value.ToString()!;
        BsonDocument Member(string member) => command.GetValue(member, new BsonDocument()).AsBsonDocument;
        return name switch
        {
            "find" => [(collection, Member("filter"), Member("sort"))],
            "findAndModify" => [(collection, Member("query"), Member("sort"))],
            "update" => command["updates"].AsBsonArray.Select(each => (collection, each["q"].AsBsonDocument, new BsonDocument())),
            "delete" => command["deletes"].AsBsonArray.Select(each => (collection, each["q"].AsBsonDocument, new BsonDocument())),
            "distinct" => [(collection, Member("query"), new BsonDocument())],
            "aggregate" => command["pipeline"].AsBsonArray.Where(stage => stage.AsBsonDocument.Contains("$match")).Select(stage => (collection, stage["$match"].AsBsonDocument, new BsonDocument())),
            _ => [],
        };
    }

    private static bool IsServed((string Collection, BsonDocument Filter, BsonDocument Sort) question)
    {
        var fields = Fields(question.Filter).ToList();
        var equal = fields.Where(field => field.IsEqual).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        if (equal.Contains("_id") || (fields.Count == 0 && Whole.Contains(question.Collection)) || (fields.Exists(field => field.Name == "_id") && question.Sort.Names.All(name => name == "_id")))
        {
            return true;
        }

        return MongoIndexes.All.Append(new StoreIndex(question.Collection, new BsonDocument("_id", 1))).Where(index => index.Collection == question.Collection).Any(index =>
        {
            var keys = index.Keys.Elements.ToList();
            var bound = keys.TakeWhile(key => equal.Contains(key.Name)).Count();
            var begins = bound > 0 || fields.Exists(field => field.Name == keys[0].Name) || (fields.Count == 0 && question.Sort.ElementCount > 0);
            var rest = keys.Skip(bound).Take(question.Sort.ElementCount).ToList();
            return begins && rest.Select(key => key.Name).SequenceEqual(question.Sort.Names)
                && rest.Zip(question.Sort.Elements, (key, sort) => key.Value.ToInt32() * sort.Value.ToInt32()).Distinct().Count() <= 1;
        });
    }

    private static IEnumerable<(string Name, bool IsEqual)> Fields(BsonDocument filter) => filter.SelectMany(each => each switch
    {
        { Name: "$and" } => each.Value.AsBsonArray.SelectMany(inner => Fields(inner.AsBsonDocument)),
        { Name: ['$', ..] } => [],
        { Value: BsonDocument { ElementCount: > 0 } operators } when operators.GetElement(0).Name.StartsWith('$') => [(each.Name, operators.Contains("$in"))],
        _ => [(each.Name, true)],
    });
}
