using System.Text;
using DockerScan.Scanners.Processes;

namespace DockerScan.Scanners.Tests.Processes;

public sealed class BoundedTailTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcdefgh", "abcdefgh")]
    [InlineData("abcdefghi", "bcdefghi")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyz", "stuvwxyz")]
    public async Task ToString_AfterDrain_IsTheEnd(string written, string kept)
    {
        foreach (var step in (int[])[1, 3, 8, 100])
        {
            var tail = new BoundedTail(8);
            foreach (var part in written.Chunk(step))
            {
                using var stream = new MemoryStream(Encoding.UTF8.GetBytes(part));
                await tail.DrainAsync(stream, TestContext.Current.CancellationToken);
            }

            Assert.Equal(kept, tail.ToString());
        }
    }
}
