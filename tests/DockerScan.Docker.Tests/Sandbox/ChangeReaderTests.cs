using System.Text;
using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

public sealed class ChangeReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task ReadAsync_NoChanges_IsEmpty(string json)
    {
        var changes = await ReadAsync(10, json);

        Assert.Equal((0, 0), (changes.Changes.Count, changes.Total));
    }

    [Fact]
    public async Task ReadAsync_EachKind_HasItsName()
    {
        var changes = await ReadAsync(10, """[{"Path":"/a","Kind":0},{"Kind":1,"Path":"/b\u00e9\"\\"},{"Path":"/c","Kind":2}]""");

        Assert.Equal(["changed /a", "added /bé\"\\", "deleted /c"], changes.Changes.Select(change => $"{change.Kind} {change.Path}"));
    }

    [Theory]
    [InlineData("""[{"Path":"/a","Kind":7}]""")]
    [InlineData("""[{"Kind":1}]""")]
    public async Task ReadAsync_OtherContent_IsRefused(string json)
        => await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(10, json));

    [Fact]
    public async Task ReadAsync_BrokenOff_IsRefused()
        => await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => ReadAsync(10, """[{"Path":"/a","Kind":1},{"""));

    [Fact]
    public async Task ReadAsync_AMillionPathsInOneFolder_DoNotHideTheOthersAndTakeNoMemory()
    {
        await using var stream = new RepeatedJson("""{"Path":"/aaa/some/folder/with/a/name/file","Kind":1},""", 1_000_000, """{"Path":"/usr/bin/evil","Kind":1}]""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var changes = await new ChangeReader(100, PlantedFiles.None).ReadAsync(stream, Token);

        Assert.Equal((100, 1_000_001), (changes.Changes.Count, changes.Total));
        Assert.Contains(changes.Changes, change => change.Path == "/usr/bin/evil");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < 200L << 20);
        Assert.True(before >= 0);
    }

    [Fact]
    public async Task ReadAsync_PathTooLongToBeOne_IsRefused()
        => await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(10, "[{\"Path\":\"" + new string('a', 3 << 20) + "\",\"Kind\":1}]"));

    private static async Task<Core.Sandbox.SandboxChanges> ReadAsync(int maxPaths, string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await new ChangeReader(maxPaths, PlantedFiles.None).ReadAsync(stream, Token);
    }

    private sealed class RepeatedJson(string item, int count, string last) : Stream
    {
        private readonly byte[] _item = Encoding.UTF8.GetBytes(item);
        private byte[] _current = "["u8.ToArray();
        private int _at;
        private int _left = count;
        private bool _isLast;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _current.Length)
            {
                if (_isLast)
                {
                    return 0;
                }

                _isLast = _left == 0;
                _current = _isLast ? Encoding.UTF8.GetBytes(last) : _item;
                _left--;
                _at = 0;
            }

            var copied = Math.Min(count, _current.Length - _at);
            _current.AsSpan(_at, copied).CopyTo(buffer.AsSpan(offset));
            _at += copied;
            return copied;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
