using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>A process that stood still and woke puts no step over the verdict that another showed meanwhile.</summary>
public sealed class CardHoldTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeCardStore _store = new();
    private readonly WorkerPresence _presence = new(string.Empty, new CountingIds());
    private readonly CardHold _hold;

    public CardHoldTests() => _hold = new CardHold(new CardOutbox(_store, _presence, new CountingIds(), _time, NullLogger<CardOutbox>.Instance), new Claim("card1", 1), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _presence.Dispose();

    [Fact]
    public async Task IsHeldAsync_ProcessGoesOn_AsksTheStoreSeldom()
    {
        for (var second = 0; second < 90; second++)
        {
            Assert.True(await _hold.IsHeldAsync(Token));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _store.Renewals);
    }

    [Fact]
    public async Task IsHeldAsync_StoodStillAndLostIt_IsFalseForGood()
    {
        _store.Holds = LeaseAnswer.Stale;
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await _hold.IsHeldAsync(Token));
        _store.Holds = LeaseAnswer.Held;
        Assert.False(await _hold.IsHeldAsync(Token));
        Assert.Equal(1, _store.Renewals);
    }

    [Fact]
    public async Task IsHeldAsync_StoreIsAway_IsFalseUntilItIsBack()
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        _store.Trouble = new EngineException(new ScanFailure(FailureKind.Internal, "away"));

        Assert.False(await _hold.IsHeldAsync(Token));
        _store.Trouble = null;
        Assert.True(await _hold.IsHeldAsync(Token));
    }

    private sealed class CountingIds : IIdGenerator
    {
        private int _count;

        public string NewId() => FormattableString.Invariant($"id{++_count:000000}");
    }
}
