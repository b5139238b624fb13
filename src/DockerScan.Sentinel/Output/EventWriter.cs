using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Output;

/// <summary>
/// Writes events as JSON lines, each with one write to the stream. When the reader is slow, the caller waits: a role's own
/// tables are bounded, and a queue here would only hide the loss.
/// </summary>
internal sealed class EventWriter(Stream stdout, TimeProvider time) : IEventSink, IDisposable
{
    // The reader is a JSON parser and no web page: escapes only for what JSON needs, so that more of a text fits into a line.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(SentinelSchema.MaxLineBytes);
    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);
    private long _seq;
    private long _droppedLines;

    public void Write(SentinelEvent e)
    {
        lock (_gate)
        {
            Serialize(e);
            if (_line.WrittenCount > SentinelSchema.MaxLineBytes)
            {
                Serialize(new DroppedEvent("lines", ++_droppedLines));
            }

            stdout.Write(_line.WrittenSpan);
            stdout.Flush();
        }
    }

    public void Dispose() => _json.Dispose();

    private void Serialize(SentinelEvent e)
    {
        // The sequence number is given only to a line that is written: a gap means that the reader lost one.
        var stamped = e with { Seq = _seq + 1, Ms = time.GetTimestamp() / (time.TimestampFrequency / 1000) };
        _line.ResetWrittenCount();
        _json.Reset(_line);
        JsonSerializer.Serialize(_json, stamped, SentinelJson.Default.SentinelEvent);
        _json.Flush();
        _line.Write("\n"u8);
        if (_line.WrittenCount <= SentinelSchema.MaxLineBytes)
        {
            _seq++;
        }
    }
}
