using DockerScan.Core.Stores;

namespace DockerScan.Core.Tests.Stores;

public sealed class AuditChainTests
{
    private const string Writer = "node1";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly List<ChainedCommand> _records = Make(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VerifyAsync_AsItWasWritten_Fits()
    {
        var verdict = await VerifyAsync(Whole());

        Assert.Equal((null, 5L, 5L, _records[^1].Hash), (verdict.Problem, verdict.Count, verdict.Number, verdict.Hash));
    }

    [Theory]
    [InlineData(5, "its end was noted nowhere: somebody took it out, or the node died over its first note")]
    [InlineData(0, "its end was noted nowhere: somebody took it out, or the node died over its first note")]
    public async Task VerifyAsync_EndNotedNowhere_DoesNotFit(int records, string problem)
    {
        var verdict = await VerifyAsync(AuditChainState.NotNoted(Writer), _records.Take(records));

        Assert.Equal((problem, (long)records), (verdict.Problem, verdict.Count));
    }

    [Fact]
    public async Task VerifyAsync_EndNotedNowhereAndAHole_SaysBoth()
    {
        _records.RemoveAt(2);

        Assert.Equal("3 is missing; its end was noted nowhere", (await VerifyAsync(AuditChainState.NotNoted(Writer))).Problem);
    }

    // Its records were all old: the note alone is left.
    [Fact]
    public async Task VerifyAsync_AllRemovedUpToTheEnd_Fits()
        => Assert.Null((await VerifyAsync(Whole() with { CutNumber = 5, CutHash = _records[^1].Hash }, [])).Problem);

    [Theory]
    [InlineData("at")]
    [InlineData("user")]
    [InlineData("outcome")]
    [InlineData("error")]
    [InlineData("subject")]
    [InlineData("scan")]
    [InlineData("count")]
    [InlineData("duration")]
    [InlineData("place")]
    [InlineData("platform")]
    [InlineData("command")]
    public async Task VerifyAsync_OneMemberChanged_IsFoundAtThatRecord(string member)
    {
        var command = _records[2].Command;
        _records[2] = _records[2] with
        {
            Command = member switch
            {
                "at" => command with { At = command.At.AddMilliseconds(1) },
                "user" => command with { User = "U2" },
                "outcome" => command with { Outcome = "refused" },
                "error" => command with { ErrorId = string.Empty },
                "subject" => command with { Subject = "other:1" },
                "scan" => command with { Scan = "scan000002" },
                "count" => command with { Count = 2 },
                "place" => command with { Place = "T1/C2" },
                "platform" => command with { Platform = "discord" },
                "command" => command with { Command = "help" },
                _ => command with { DurationMs = 0 },
            },
        };

        var verdict = await VerifyAsync(Whole());

        Assert.Equal(("3 was changed, or the one before it", 2L), (verdict.Problem, verdict.Count));
    }

    [Theory]
    [InlineData(0, "1 is missing")]
    [InlineData(2, "3 is missing")]
    [InlineData(4, "the end is missing: there were 5")]
    public async Task VerifyAsync_OneTakenOut_IsFound(int taken, string problem)
    {
        var chain = Whole();
        _records.RemoveAt(taken);

        Assert.Equal(problem, (await VerifyAsync(chain)).Problem);
    }

    [Fact]
    public async Task VerifyAsync_AnothersRecordsPutInPlace_AreFound()
    {
        var chain = Whole();
        // Each fits the one before it, but not this chain.
        _records.RemoveAll(record => record.Number > 2);
        var hash = _records[^1].Hash;
        for (var number = 3; number <= 5; number++)
        {
            hash = AuditChain.Hash(hash, Writer, number, Command(number + 10));
            _records.Add(new ChainedCommand(number, hash, Command(number + 10)));
        }

        Assert.Equal("the end is missing: there were 5", (await VerifyAsync(chain)).Problem);
    }

    [Fact]
    public async Task VerifyAsync_TwoSwapped_AreFound()
    {
        (_records[1], _records[2]) = (_records[2], _records[1]);

        Assert.Equal("2 is missing", (await VerifyAsync(Whole())).Problem);
    }

    [Fact]
    public async Task VerifyAsync_CutAtItsAnchor_FitsWhetherTheOldOnesAreGoneOrNot()
    {
        var chain = Whole() with { CutNumber = 2, CutHash = _records[1].Hash };

        Assert.Equal((null, 3L), (await VerifyAsync(chain) is var whole ? (whole.Problem, whole.Count) : default));
        _records.RemoveRange(0, 2);
        Assert.Null((await VerifyAsync(chain)).Problem);
        _records.RemoveAt(0);
        Assert.Equal("3 is missing", (await VerifyAsync(chain)).Problem);
    }

    [Fact]
    public async Task VerifyAsync_EndNotNotedYet_Fits()
    {
        // Its writer died between a record and its note.
        var chain = Whole() with { Number = 4, Hash = _records[3].Hash };

        Assert.Null((await VerifyAsync(chain)).Problem);
    }

    [Fact]
    public void Hash_OtherWriterOrNumber_IsAnother()
        => Assert.Equal(3, new[] { AuditChain.Hash("", Writer, 1, Command(1)), AuditChain.Hash("", "node2", 1, Command(1)), AuditChain.Hash("", Writer, 2, Command(1)) }.Distinct().Count());

    private static AuditedCommand Command(int minute) => new(Start.AddMinutes(minute), "slack", "T1/C1", "U1", "scan", "completed", null, 1200) { Subject = "app:1", Scan = "scan000001" };

    private static List<ChainedCommand> Make(int count)
    {
        List<ChainedCommand> records = [];
        for (var number = 1; number <= count; number++)
        {
            records.Add(new ChainedCommand(number, AuditChain.Hash(records.LastOrDefault()?.Hash ?? string.Empty, Writer, number, Command(number)), Command(number)));
        }

        return records;
    }

    private AuditChainState Whole() => new(Writer, _records[^1].Number, _records[^1].Hash, 0, string.Empty);

    private Task<AuditVerdict> VerifyAsync(AuditChainState chain) => VerifyAsync(chain, _records);

    private static Task<AuditVerdict> VerifyAsync(AuditChainState chain, IEnumerable<ChainedCommand> records) => AuditChain.VerifyAsync(chain, records.ToAsyncEnumerable(), Token);
}
