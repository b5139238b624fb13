using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;

namespace DockerScan.Scanners.Tests.Trivy.Database;

/// <summary>On the sample database, which bbolt itself wrote, and on what is left of it after damage.</summary>
public sealed class BoltBucketsTests
{
    private static readonly byte[] Sample = File.ReadAllBytes(Path.Combine(TestFiles.Repository, "samples", "trivy-db", "db", "trivy.db"));

    [Theory]
    [InlineData("debian 12", true)]
    [InlineData("data-source", true)]
    [InlineData("vulnerability", true)]
    [InlineData("debian 1", false)]
    [InlineData("debian 13", false)]
    [InlineData("Red Hat", false)]
    [InlineData("", false)]
    [InlineData("\uffff", false)]
    public void Has_RealFile_KnowsItsBuckets(string name, bool expected) => Assert.Equal(expected, Open(Sample).Has(name));

    [Theory]
    [InlineData("npm::", true)]
    [InlineData("pip::", true)]
    [InlineData("go::", false)]
    [InlineData("zzz::", false)]
    public void HasPrefix_RealFile_KnowsItsLanguages(string prefix, bool expected) => Assert.Equal(expected, Open(Sample).HasPrefix(prefix));

    [Fact]
    public void Names_RealFile_AreThoseWithAdvisories()
    {
        var names = Open(Sample).Names("debian 12", isWhole: true, 1000);

        Assert.Contains("tar", names);
        Assert.Contains("zlib", names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(names.Take(2), Open(Sample).Names("debian 12", isWhole: true, 2));
        Assert.Contains("lodash", Open(Sample).Names("npm::", isWhole: false, 1000));
    }

    [Theory]
    [InlineData("debian 1", true)]
    [InlineData("debian 13", true)]
    [InlineData("go::", false)]
    [InlineData("-empty", true)]
    public void Names_NoSuchBucket_AreNone(string name, bool isWhole)
    {
        Assert.Empty(Open(Sample).Names(name, isWhole, 10));
        Assert.Empty(Open(TestDatabase.Bytes("-empty")).Names(name, isWhole, 10));
    }

    [Fact]
    public void Has_NothingInIt_IsFalse() => Assert.False(Open(TestDatabase.Bytes("debian 12")).Has("debian 13"));

    [Fact]
    public void Has_BucketWithoutAnEntry_IsFalse() => Assert.False(Open(TestDatabase.Bytes("-empty")).Has("-empty"));

    // Every byte of the pages that are read, and every length: an answer or InvalidDataException, never another and never without end.
    [Fact]
    public void Has_Damaged_AnswersOrSaysSo()
    {
        var random = new Random(23);
        for (var round = 0; round < 4000; round++)
        {
            var bytes = (byte[])Sample.Clone();
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                // The meta pages are checked by their sum; the tree is not.
                bytes[random.Next(2 * 4096, bytes.Length)] = (byte)random.Next(256);
            }

            Ask(round % 5 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(28)]
    public void Has_RootWithEveryNumberAtItsMost_AnswersOrSaysSo(int at)
    {
        for (var page = 2; page < Sample.Length / 4096; page++)
        {
            var bytes = (byte[])Sample.Clone();
            bytes.AsSpan((page * 4096) + at, 4).Fill(0xFF);

            Ask(bytes);
        }
    }

    private static void Ask(byte[] bytes)
    {
        try
        {
            var buckets = Open(bytes);
            buckets.Has("debian 12");
            buckets.HasPrefix("npm::");
            Assert.InRange(buckets.Names("debian 12", isWhole: true, 40).Count, 0, 40);
            Assert.InRange(buckets.Names("npm::", isWhole: false, 3).Count, 0, 3);
        }
        catch (InvalidDataException)
        {
            // That is what it is for.
        }
    }

    private static BoltBuckets Open(byte[] bytes) => BoltBuckets.Open(new MemoryStream(bytes));
}
