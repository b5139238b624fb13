using DockerScan.Core.Content;

namespace DockerScan.Core.Tests.Content;

/// <summary>A mark is found wherever the pieces of a file begin and end.</summary>
public sealed class MarkSearchTests
{
    private static readonly byte[][] Marks = ["UPX!"u8.ToArray(), "stratum+tcp://"u8.ToArray(), [], "x"u8.ToArray()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(1000)]
    public void Next_PiecesOfAnySize_FindsWhatTheWholeHolds(int size)
    {
        for (var before = 0; before < 20; before++)
        {
            byte[] file = [.. new byte[before], .. "stratum+tcp://"u8, .. new byte[5], .. "UPX!"u8];
            var search = new MarkSearch(Marks);
            foreach (var piece in file.Chunk(size))
            {
                search.Next(piece);
            }

            Assert.Equal([0, 1], search.Found);
            Assert.Equal(file.Length, search.Searched);
        }
    }

    [Fact]
    public void Next_HalfAMark_IsNotFound()
    {
        var search = new MarkSearch(Marks);
        search.Next("stratum+tcp:/"u8);
        search.Next("UPX"u8);
        search.Next("/"u8);

        Assert.Empty(search.Found);
    }

    [Fact]
    public void Found_NoMarks_IsEmpty()
    {
        var search = new MarkSearch([]);
        search.Next("UPX!"u8);

        Assert.Empty(search.Found);
        Assert.Equal(4, search.Searched);
    }
}
