using System.Globalization;
using System.Security.Cryptography;
using DockerScan.Scanners.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox;

public sealed class PrivateKeysAheadTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PrivateKeysAhead _keys;
    private int _made;
    private bool _isBroken;

    public PrivateKeysAheadTests() => _keys = new PrivateKeysAhead(Make, _time);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Take_First_IsMadeAtOnceAndTheNextLater()
    {
        Assert.Equal("key 1", _keys.Take());
        Assert.Equal(1, _made);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, _made);
        Assert.Equal("key 2", _keys.Take());
        Assert.Equal(2, _made);
    }

    [Fact]
    public void Take_AgainBeforeTheNextIsReady_MakesOne()
    {
        Assert.Equal(["key 1", "key 2"], [_keys.Take(), _keys.Take()]);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("key 3", _keys.Take());
    }

    [Fact]
    public void Take_HoweverLongNobodyComes_OnlyOneIsKept()
    {
        _keys.Take();

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(2, _made);
    }

    [Fact]
    public void Take_WhenNoneCouldBeMadeAhead_TellsWhy()
    {
        _keys.Take();
        _isBroken = true;
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Throws<CryptographicException>(_keys.Take);
    }

    [Fact]
    public void Dispose_BeforeTheNext_MakesNone()
    {
        _keys.Take();
        _keys.Dispose();

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, _made);
        Assert.Throws<ObjectDisposedException>(_keys.Take);
    }

    private string Make() => _isBroken ? throw new CryptographicException("no") : string.Create(CultureInfo.InvariantCulture, $"key {++_made}");
}
