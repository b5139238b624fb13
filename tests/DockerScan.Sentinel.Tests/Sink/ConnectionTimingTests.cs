using System.Net;
using System.Text;
using DockerScan.Sentinel.Sink;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Tests.Sink;

public sealed class ConnectionTimingTests
{
    private readonly SinkConnection _connection = new(3, 1, new IPEndPoint(IPAddress.Parse("5.6.7.8"), 4444), 40_000, 0, new HeadBudget());

    [Theory]
    [InlineData(2999, false)]
    [InlineData(3000, true)]
    public void IsDue_Silent_AfterThreeSeconds(long now, bool expected) => Assert.Equal(expected, ConnectionTiming.IsDue(_connection, now));

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 100, false)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 310, true)]
    [InlineData("\u0001\u0002 what", 1599, false)]
    [InlineData("\u0001\u0002 what", 1600, true)]
    public void IsDue_Bytes_WhenKnownAndSettledOrInTime(string text, long now, bool expected)
    {
        _connection.Add(Encoding.ASCII.GetBytes(text), 100);

        Assert.Equal(expected, ConnectionTiming.IsDue(_connection, now));
    }

    [Fact]
    public void IsDue_NeverQuiet_IsToldInTime()
    {
        for (var now = 100; now <= 1600; now += 50)
        {
            _connection.Add([1], now);
        }

        Assert.True(ConnectionTiming.IsDue(_connection, 1600));
    }

    [Fact]
    public void IsDue_NothingNewSinceTold_IsFalse()
    {
        _connection.Add([1], 100);
        _connection.ToldHead = 1;

        Assert.False(ConnectionTiming.IsDue(_connection, 60_000));
    }

    [Theory]
    [InlineData("bash: no job control\nroot@h:/# ", true)]
    [InlineData("$ ", true)]
    [InlineData("hello\n", false)]
    public void WantsCommand_Prompt_IsRecognised(string text, bool expected)
    {
        _connection.Add(Encoding.ASCII.GetBytes(text), 100);

        Assert.False(ConnectionTiming.WantsCommand(_connection, 200));
        Assert.Equal(expected, ConnectionTiming.WantsCommand(_connection, 400));
    }

    [Theory]
    [InlineData(false, 60_000, false)]
    [InlineData(true, 999, false)]
    [InlineData(true, 1000, true)]
    public void WantsCommand_Silent_OnlyFromAShell(bool isShell, long now, bool expected)
    {
        _connection.IsShell = isShell;

        Assert.Equal(expected, ConnectionTiming.WantsCommand(_connection, now));
    }

    [Fact]
    public void WantsCommand_WithADialogue_IsFalse()
    {
        _connection.Dialogue = new SilentDialogue();

        Assert.False(ConnectionTiming.WantsCommand(_connection, 5000));
        Assert.False(ConnectionTiming.WantsBanner(_connection, 5000));
    }
}
