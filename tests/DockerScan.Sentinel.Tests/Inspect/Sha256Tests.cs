using System.Security.Cryptography;
using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

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
}
