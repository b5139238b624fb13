using DockerScan.Conversation.Requests;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Requests;

/// <summary>A command that is delivered runs once, within a bound, and one that was refused as too many is taken when it comes again.</summary>
public sealed class CommandIntakeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _end = new();

    [Fact]
    public async Task Take_SameIdTwice_RunsOnce()
    {
        await using var intake = new CommandIntake(2, _time);
        var runs = 0;

        Assert.Equal(CommandTaking.Taken, intake.Take("a", _ => Count(ref runs)));
        Assert.Equal(CommandTaking.Known, intake.Take("a", _ => Count(ref runs)));
        await intake.WhenIdleAsync();

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Take_RefusedAsTooMany_IsTakenWhenItIsDeliveredAgain()
    {
        await using var intake = new CommandIntake(1, _time);
        Assert.Equal(CommandTaking.Taken, intake.Take("a", _ => _end.Task));

        Assert.Equal(CommandTaking.Busy, intake.Take("b", _ => Task.CompletedTask));
        // What runs is known, however busy it is: its person is not told that nothing was started.
        Assert.Equal(CommandTaking.Known, intake.Take("a", _ => Task.CompletedTask));
        _end.SetResult();
        await intake.WhenIdleAsync();

        await UntilTakenAsync(intake, "b");
        Assert.Equal(CommandTaking.Known, intake.Take("b", _ => Task.CompletedTask));
    }

    [Fact]
    public async Task Take_AfterTheStop_IsRefusedAndWhatRunsIsCancelled()
    {
        var cancelled = new TaskCompletionSource();
        var intake = new CommandIntake(2, _time);
        intake.Take("a", async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.SetResult();
        });

        await intake.DisposeAsync();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(CommandTaking.Busy, intake.Take("b", _ => Task.CompletedTask));
    }

    private static Task Count(ref int runs)
    {
        Interlocked.Increment(ref runs);
        return Task.CompletedTask;
    }

    // A task has ended a moment before it is struck off.
    private static async Task UntilTakenAsync(CommandIntake intake, string id)
    {
        while (intake.Take(id, _ => Task.CompletedTask) != CommandTaking.Taken)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
