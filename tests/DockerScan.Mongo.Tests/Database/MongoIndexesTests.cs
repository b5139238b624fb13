using DockerScan.Mongo.Database;
using DockerScan.Mongo.Tests.BadDays;
using DockerScan.MongoLoopback;

namespace DockerScan.Mongo.Tests.Database;

/// <summary>
/// Every question of a story of every step, held against the declared indexes: it begins with the fields of one, and its order goes on with
/// them. What a real server's planner makes of it only a real server tells.
/// </summary>
public sealed class MongoIndexesTests
{
    [Fact]
    public async Task Queries_OfEveryStep_BeginWithADeclaredIndex()
    {
        await using var server = LoopbackMongo.Start();
        server.IsRecording = true;

        await new Story(new TemporaryStore(server.Address)).TellAsync();

        var questions = server.Asked.SelectMany(Question.Of).Where(each => each.Collection.Split('.')[0] is not ("bodies" or "meta")).ToList();
        Assert.True(questions.Count > 60, $"only {questions.Count} were asked");
        Assert.Empty(questions.Where(each => !each.IsServed).Select(each => each.ToString()).Distinct());
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
}
