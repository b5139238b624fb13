using System.Text;
using System.Text.Json;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Output;

public sealed class EventWriterTests
{
    [Fact]
    public void Write_TwoEvents_AreLinesWithSequenceAndTime()
    {
        var (writer, stream) = Create();

        writer.Write(new HelloEvent(SentinelSchema.Version, "network"));
        writer.Write(new ReadyEvent("a=b"));

        var lines = Lines(stream);
        Assert.Equal([1, 2], lines.Select(l => l.Seq));
        Assert.All(lines, l => Assert.True(l.Ms > 0));
        Assert.Equal("network", Assert.IsType<HelloEvent>(lines[0]).Role);
    }

    [Fact]
    public void Write_LineOverTheBound_BecomesADroppedCountWithoutAGap()
    {
        var (writer, stream) = Create();

        writer.Write(new ReadyEvent("a"));
        writer.Write(new FailureEvent("x", new string('"', SentinelSchema.MaxLineBytes)));
        writer.Write(new FailureEvent("x", new string('"', SentinelSchema.MaxLineBytes)));

        var lines = Lines(stream);
        Assert.Equal([1, 2, 3], lines.Select(l => l.Seq));
        Assert.Equal(2, Assert.IsType<DroppedEvent>(lines[2]).Count);
    }

    [Fact]
    public async Task Write_FromManyThreads_EachLineIsWhole()
    {
        var (writer, stream) = Create();

        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), TestContext.Current.CancellationToken, (i, _) =>
        {
            writer.Write(new DroppedEvent("dns", i));
            return ValueTask.CompletedTask;
        });

        Assert.Equal(Enumerable.Range(1, 2000).Select(i => (long)i), Lines(stream).Select(l => l.Seq));
    }

    private static (EventWriter Writer, MemoryStream Stream) Create()
    {
        var stream = new MemoryStream();
        return (new EventWriter(stream, TimeProvider.System), stream);
    }

    private static List<SentinelEvent> Lines(MemoryStream stream) =>
        [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonSerializer.Deserialize(l, SentinelJson.Default.SentinelEvent)!)];
}
