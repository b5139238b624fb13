using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Tests.Hashing;

public sealed class SaltedHashTests
{
    private readonly SaltedHash _hash = new("s");

    [Fact]
    public void Of_SaltPurposeNameOrAttempt_EachMakesAnother()
    {
        ulong[] all = [_hash.Of("a", "n"), _hash.Of("b", "n"), _hash.Of("a", "m"), _hash.Of("a", "n", 1), new SaltedHash("t").Of("a", "n"), _hash.Of("an"), _hash.Of("a", "\0n")];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[0], new SaltedHash("s").Of("a", "n"));
    }

    [Fact]
    public void Digits_AnyPurpose_SoManyAndNoLeadingZero()
        => Assert.All(Enumerable.Range(0, 200), i => Assert.Matches("^[1-9][0-9]{11}$", _hash.Digits(12, $"d{i}")));

    [Fact]
    public void Uuid_AnyPurpose_IsOfVersionFour()
        => Assert.All(Enumerable.Range(0, 200), i => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", _hash.Uuid($"u{i}")));
}
