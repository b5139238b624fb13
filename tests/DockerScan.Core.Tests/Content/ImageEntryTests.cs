using DockerScan.Core.Content;

namespace DockerScan.Core.Tests.Content;

public sealed class ImageEntryTests
{
    // Octal, as stat(2) has them.
    [Theory]
    [InlineData("4000", ImageEntry.SetUid)]
    [InlineData("2000", ImageEntry.SetGid)]
    [InlineData("1000", ImageEntry.Sticky)]
    [InlineData("2", ImageEntry.WorldWritable)]
    [InlineData("111", ImageEntry.AnyExecute)]
    public void ModeBits_Are_Linuxs(string octal, int bits) => Assert.Equal(Convert.ToInt32(octal, 8), bits);

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(3, 4, true)]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    public void IsTruncated_Content_SaysWhetherItIsAll(int kept, long size, bool expected)
        => Assert.Equal(expected, new ImageFile("/a", new byte[kept], size, null).IsTruncated);
}
