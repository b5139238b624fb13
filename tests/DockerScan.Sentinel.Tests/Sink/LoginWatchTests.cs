using System.Text;
using DockerScan.Sentinel.Sink;

namespace DockerScan.Sentinel.Tests.Sink;

/// <summary>A login to a pool is found wherever its line stands; what is not looked at is said.</summary>
public sealed class LoginWatchTests
{
    private const string Login = """{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"48wallet","pass":"x","agent":"XMRig/6.21.0"}}""";

    public static TheoryData<string, string> Said => new()
    {
        { "at once", Login + "\n" },
        { "without an end", Login },
        { "behind empty lines", new string('\n', 5000) + Login + "\n" },
        { "behind pings", string.Concat(Enumerable.Repeat("{\"id\":9,\"method\":\"ping\"}\n", 400)) + Login + "\n" },
        { "behind a long member", "{\"id\":1,\"x\":\"" + new string('a', 20_000) + "\"," + Login[8..] + "\n" },
        { "behind many members", "{" + string.Concat(Enumerable.Range(0, 500).Select(i => $"\"m{i}\":\"x\",")) + Login[1..] + "\n" },
        { "behind deep members", "{\"x\":" + new string('[', 200) + new string(']', 200) + "," + Login[1..] + "\n" },
        { "behind other lines", string.Concat(Enumerable.Repeat("PUT x 1\r\n", 2000)) + "  " + Login + "\r\n" },
        { "in a batch", "[{\"method\":\"ping\"}," + Login + "]\n" },
        { "with escapes", Login.Replace("method", "meth\\u006fd", StringComparison.Ordinal) + "\n" },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public void Take_Login_IsFoundHoweverItComes(string how, string text)
    {
        foreach (var piece in (int[])[1, 700, 100_000])
        {
            var watch = Read(text, piece);

            Assert.Equal(("stratum", "48wallet"), (watch.Found?.Application, watch.Found?.Details["wallet"]));
            Assert.True(watch.HasNews && !watch.IsCut, how);
        }
    }

    [Fact]
    public void Take_SubscriptionThenLogin_TellsBoth()
    {
        const string subscribe = """{"id":1,"method":"mining.subscribe","params":["cpuminer/2.5.1"]}""";
        const string authorize = """{"id":2,"method":"mining.authorize","params":["w","x"]}""";

        var found = Read($"\n{subscribe}\n{authorize}\n", 64).Found!;

        Assert.Equal(("cpuminer/2.5.1", "w"), (found.Details["agent"], found.Details["wallet"]));
    }

    // An audit log over TCP names logins too.
    [Theory]
    [InlineData("""{"method":"login","login":"bob","agent":"curl/8","pass":"x"}""")]
    [InlineData("""{"level":"info","msg":"a \"method\" was called"}""")]
    [InlineData("""{"method":"GET","path":"/login"}""")]
    [InlineData("[12:00:01] method login")]
    [InlineData("{ not json \\ method")]
    public void Take_OrdinaryLines_AreNothing(string line)
    {
        var watch = Read(string.Concat(Enumerable.Repeat(line + "\n", 200)), 4096);

        Assert.Null(watch.Found);
        Assert.False(watch.IsCut || watch.HasNews);
    }

    [Fact]
    public void Take_LineOverTheBound_IsSaidAndTheNextIsRead()
    {
        var watch = Read("{\"x\":\"" + new string('a', LoginWatch.MaxLine) + "\"}\n" + Login + "\n", 1000);

        Assert.True(watch.IsCut);
        Assert.NotNull(watch.Found);
    }

    [Fact]
    public void Take_DeeperThanIsRead_IsSaid()
        => Assert.True(Read("{\"x\":" + new string('[', 2000) + new string(']', 2000) + "," + Login[1..] + "\n", 1000).IsCut);

    [Fact]
    public void Take_MoreThanIsSearched_IsSaidOnlyWhereNothingWasFound()
    {
        var zeros = new byte[1 << 20];
        var (quiet, miner) = (new LoginWatch(new HeadBudget()), new LoginWatch(new HeadBudget()));
        miner.Take(Encoding.UTF8.GetBytes(Login + "\n"));
        for (var i = 0; i < 5; i++)
        {
            quiet.Take(zeros);
            miner.Take(zeros);
        }

        Assert.Equal((true, false), (quiet.IsCut, miner.IsCut));
    }

    [Fact]
    public void Take_BudgetUsedUp_IsSaidAndGivenBack()
    {
        var budget = new HeadBudget(4096);
        var (first, second) = (new LoginWatch(budget), new LoginWatch(budget));
        var begun = Encoding.UTF8.GetBytes("{" + new string(' ', 4000));
        first.Take(begun);
        second.Take(begun);
        Assert.Equal((false, true), (first.IsCut, second.IsCut));

        first.End();
        second.End();
        Assert.True(budget.Take(4096));
    }

    private static LoginWatch Read(string text, int piece)
    {
        var watch = new LoginWatch(new HeadBudget());
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(piece))
        {
            watch.Take(part);
        }

        watch.End();
        return watch;
    }
}
