using DockerScan.MongoLoopback;

namespace DockerScan.Mongo.Tests.BadDays;

/// <summary>
/// The server does what it was asked, and the connection ends before it says so: for each command of a story of every step, on one server, which
/// the driver leaves alone, and on a replica set. The story must end as if nothing had been.
/// </summary>
public sealed class LostAnswersTests
{
    // The driver looks at a server that it lost twice a second at most: they wait side by side.
    private const int AtOnce = 16;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Story_AnyAnswerLost_IsToldTheSame(bool isReplicaSet)
    {
        IReadOnlyList<string> told;
        int commands;
        await using (var server = LoopbackMongo.Start(new LoopbackOptions { IsReplicaSet = isReplicaSet }))
        {
            server.IsRecording = true;
            told = await TellAsync(server);
            commands = server.Asked.Count;
        }

        Assert.InRange(commands, 100, 400);
        var differing = await Task.WhenAll(Enumerable.Range(1, AtOnce).Select(first => FindDifferingAsync(told, first, commands, isReplicaSet)));

        Assert.Empty(differing.SelectMany(each => each));
    }

    private static async Task<IReadOnlyList<string>> FindDifferingAsync(IReadOnlyList<string> told, int first, int commands, bool isReplicaSet)
    {
        await using var server = LoopbackMongo.Start(new LoopbackOptions { IsReplicaSet = isReplicaSet });
        List<string> differing = [];
        for (var lost = first; lost <= commands; lost += AtOnce)
        {
            server.Asked.Clear();
            server.IsRecording = true;
            server.DropAnswerIn(lost);
            var again = await TellAsync(server);
            if (!told.SequenceEqual(again))
            {
                var command = server.Asked.ElementAt(lost - 1).GetElement(0);
                differing.Add($"{command} ({lost}): {string.Join("; ", again.Except(told))} and not {string.Join("; ", told.Except(again))}");
            }
        }

        return differing;
    }

    private static async Task<IReadOnlyList<string>> TellAsync(LoopbackMongo server)
    {
        try
        {
            return await new Story(new TemporaryStore(server.Address) { Clock = new NoWaiting() }).TellAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [e.ToString()];
        }
    }
}
