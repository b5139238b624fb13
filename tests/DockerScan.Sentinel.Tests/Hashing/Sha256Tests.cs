using System.Security.Cryptography;
using System.Text;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Tests.Hashing;

/// <summary>The examples of FIPS 180-4, and the platform's own as the measure.</summary>
public sealed class Sha256Tests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(100_003)]
    public void Finish_AnyLength_AsThePlatforms(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var hash = new Sha256();

        foreach (var chunk in bytes.Chunk(1000))
        {
            hash.Append(chunk);
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), hash.Finish());
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    [InlineData(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")]
    public void Finish_ExampleOfTheStandard_HasItsDigest(string text, string digest) => Assert.Equal(digest, Digest(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Finish_MillionTimesA_HasItsDigest()
    {
        var bytes = new byte[1_000_000];
        Array.Fill(bytes, (byte)'a');

        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Digest(bytes));
    }

    [Fact]
    public void Append_RandomLengthsInRandomPieces_AsThePlatforms()
    {
        var random = new Random(180);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(20_000)];
            random.NextBytes(bytes);
            var hash = new Sha256();
            for (var at = 0; at < bytes.Length;)
            {
                var count = Math.Min(random.Next(200), bytes.Length - at);
                hash.Append(bytes.AsSpan(at, count));
                at += count;
            }

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), hash.Finish());
        }
    }

    private static string Digest(byte[] bytes)
    {
        var hash = new Sha256();
        hash.Append(bytes);
        return hash.Finish();
    }
}
