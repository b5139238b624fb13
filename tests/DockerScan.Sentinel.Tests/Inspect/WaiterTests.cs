using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class WaiterTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void Rest_WithCredit_OnlyAsLongAsAPauseIs() => Assert.Equal(Millisecond / 10, new Waiter().Rest(Millisecond, isHot: true));

    [Fact]
    public void Rest_CreditUsedUp_AQuarterOfACore()
    {
        var waiter = new Waiter();
        _ = waiter.Rest(Waiter.MaxCreditNs, isHot: true);

        Assert.Equal(3 * Millisecond, waiter.Rest(Millisecond, isHot: true));
        Assert.Equal(3 * Millisecond, waiter.Rest(Millisecond, isHot: false));
    }

    [Fact]
    public void Rest_VeryLongLook_IsBounded()
    {
        var waiter = new Waiter();

        Assert.Equal(200 * Millisecond, waiter.Rest(Waiter.MaxCreditNs * 2, isHot: true));
    }

    [Fact]
    public void Earn_TimeOff_GivesCreditAgain()
    {
        var waiter = new Waiter();
        _ = waiter.Rest(Waiter.MaxCreditNs, isHot: true);

        waiter.Earn(60 * Millisecond);

        Assert.Equal(0, waiter.Rest(10 * Millisecond, isHot: false));
        Assert.Equal(30 * Millisecond, waiter.Rest(10 * Millisecond, isHot: false));
    }
}
