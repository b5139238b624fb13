using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Cli;

public sealed class StopSignalTests
{
    [Theory]
    [InlineData(ExitCodes.Interrupted)]
    [InlineData(ExitCodes.Terminated)]
    public void TryTake_First_IsKnownToWhoeverHearsOfIt(int signal)
    {
        using var stop = new StopSignal();
        var heard = 0;
        using var listener = stop.Token.Register(() => heard = stop.ExitCode);

        Assert.True(stop.TryTake(signal));

        Assert.Equal(signal, heard);
        Assert.False(stop.Overdue.IsCancellationRequested);
    }

    [Fact]
    public void TryTake_Second_IsLeftToTheSystemAndChangesNothing()
    {
        using var stop = new StopSignal();
        stop.TryTake(ExitCodes.Terminated);

        Assert.False(stop.TryTake(ExitCodes.Interrupted));

        Assert.Equal(ExitCodes.Terminated, stop.ExitCode);
    }
}
