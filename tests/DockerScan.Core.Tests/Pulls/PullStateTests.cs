using DockerScan.Core.Pulls;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Tests.Pulls;

public sealed class PullStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromHours(6);
    private static readonly PullState Unknown = new(new PullAccount("docker.io", ""));

    [Fact]
    public void Take_NothingKnown_LimitsNothing() => Assert.Same(PullLeave.Granted, Unknown.Take(ScanPriority.Schedule, 1000, 25, Now).Leave);

    [Theory]
    [InlineData(26, 1, true)]
    [InlineData(25, 1, false)]
    [InlineData(28, 3, true)]
    [InlineData(27, 3, false)]
    [InlineData(0, 0, true)]
    public void Take_OfASchedule_LeavesTheReserve(int remaining, int pulls, bool isGranted)
        => Assert.Equal(isGranted, Seen(remaining).Take(ScanPriority.Schedule, pulls, 25, Now).Leave.IsGranted);

    [Theory]
    [InlineData(1, 1, PullRest.None)]
    [InlineData(1, 2, PullRest.Pulls)]
    [InlineData(0, 1, PullRest.Pulls)]
    public void Take_OfAPerson_MaySpendTheReserve(int remaining, int pulls, PullRest rest)
        => Assert.Equal(rest, Seen(remaining).Take(ScanPriority.Person, pulls, 25, Now).Leave.Rest);

    [Fact]
    public void Take_Each_IsSpentAtOnce()
    {
        var state = Seen(28);
        for (var i = 0; i < 3; i++)
        {
            (var leave, state) = state.Take(ScanPriority.Schedule, 1, 25, Now);
            Assert.True(leave.IsGranted);
        }

        Assert.Equal(new PullLeave(PullRest.Reserve, Now + Window), state.Take(ScanPriority.Schedule, 1, 25, Now).Leave);
    }

    [Fact]
    public void Take_AfterAWholeWindow_NothingIsSpent()
        => Assert.Equal(99, Seen(0).Take(ScanPriority.Schedule, 1, 25, Now + Window).State.Remaining);

    [Fact]
    public void After_PullLimitWithoutATime_EndsWithTheNextHeaderThatHasSomething()
    {
        var state = Seen(0).After(new PullReading { Limit = 100, Remaining = 0, Window = Window, Refusal = PullRest.Pulls }, Now);

        Assert.Equal(new PullLeave(PullRest.Pulls, Now.AddMinutes(15)), state.Take(ScanPriority.Person, 1, 25, Now).Leave);
        Assert.True(state.Take(ScanPriority.Schedule, 0, 25, Now).Leave.IsGranted);
        Assert.True(state.After(Reading(40), Now.AddMinutes(1)).Take(ScanPriority.Schedule, 1, 25, Now.AddMinutes(1)).Leave.IsGranted);
    }

    [Fact]
    public void After_PullLimitWithATime_WaitsForIt()
    {
        var state = Seen(0).After(new PullReading { Refusal = PullRest.Pulls, RetryAfter = Now.AddHours(1) }, Now).After(Reading(40), Now.AddMinutes(1));

        Assert.Equal(new PullLeave(PullRest.Pulls, Now.AddHours(1)), state.Take(ScanPriority.Person, 1, 25, Now.AddMinutes(59)).Leave);
        Assert.True(state.Take(ScanPriority.Person, 1, 25, Now.AddHours(1)).Leave.IsGranted);
    }

    [Fact]
    public void After_TooManyRequests_WaitsLongerEachTimeAndForEverything()
    {
        var (state, at) = (Unknown, Now);
        List<double> waits = [];
        for (var i = 0; i < 9; i++)
        {
            state = state.After(new PullReading { Refusal = PullRest.Requests }, at);
            Assert.False(state.Take(ScanPriority.Person, 0, 25, at).Leave.IsGranted);
            waits.Add((state.RestUntil!.Value - at).TotalMinutes);
            at = state.RestUntil.Value;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 64, 64], waits);
        Assert.Equal(0, state.After(new PullReading(), at).Refusals);
    }

    [Fact]
    public void After_LaterAnswers_ShortenNoWait()
        => Assert.Equal(
            Now.AddHours(1),
            Unknown.After(new PullReading { Refusal = PullRest.Requests, RetryAfter = Now.AddHours(1) }, Now).After(new PullReading { Refusal = PullRest.Requests, RetryAfter = Now.AddSeconds(1) }, Now).RestUntil);

    [Fact]
    public void Forecast_Plan_SaysWhenItFallsShort()
    {
        PlannedPulls[] plan = [new(Now.AddHours(2), 30), new(Now.AddHours(-1), 20), new(Now.AddHours(7), 70), new(Now.AddHours(13), 80), new(Now.AddHours(30), 5)];

        var forecast = PullForecast.Of(Seen(65), plan, 25, Now, Now.AddHours(24));

        Assert.Equal((200, 40, 25, Now.AddHours(2), 15), (forecast.Planned, forecast.Free, forecast.Reserve, forecast.ShortAt, forecast.Missing));
    }

    [Fact]
    public void Forecast_AllFits_SaysSo()
    {
        var forecast = PullForecast.Of(Seen(100), [new(Now.AddHours(1), 75), new(Now.AddHours(6), 75), new(Now.AddHours(500), 75)], 25, Now, Now.AddDays(30));

        Assert.Equal((225, null, 0), (forecast.Planned, forecast.ShortAt, forecast.Missing));
    }

    [Fact]
    public void Forecast_NoLimitKnown_HasNoNumber()
    {
        Assert.Equal((10, null, null), Numbers(PullForecast.Of(Unknown, [new(Now, 10)], 25, Now, Now.AddDays(1))));
        Assert.Equal((10, null, Now), Numbers(PullForecast.Of(Unknown.After(new PullReading { Refusal = PullRest.Requests }, Now), [new(Now, 10)], 25, Now, Now.AddDays(1))));
    }

    [Fact]
    public void Forecast_LimitOfZero_EndsAndFitsNothing()
        => Assert.Equal(int.MaxValue, PullForecast.Of(Unknown.After(new PullReading { Limit = 0, Remaining = 0, Window = TimeSpan.FromSeconds(1) }, Now), [new(Now.AddYears(50), int.MaxValue)], 25, Now, Now.AddYears(60)).Missing);

    private static (int Planned, int? Free, DateTimeOffset? ShortAt) Numbers(PullForecast forecast) => (forecast.Planned, forecast.Free, forecast.ShortAt);

    private static PullReading Reading(int remaining) => new() { Limit = 100, Remaining = remaining, Window = Window };

    private static PullState Seen(int remaining) => Unknown.After(Reading(remaining), Now);
}
