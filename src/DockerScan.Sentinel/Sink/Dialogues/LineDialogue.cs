using System.Text;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>A protocol of lines. A line over the bound is cut; the rest of it is skipped.</summary>
internal abstract class LineDialogue : Dialogue
{
    private const int MaxLine = 4096;
    private const int MaxAnswer = 16 * 1024;
    private byte[] _line = [];
    private int _length;

    public sealed override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        var answer = new StringBuilder();
        foreach (var b in bytes)
        {
            if (b == (byte)'\n')
            {
                var line = Encoding.Latin1.GetString(_line, 0, _length).TrimEnd('\r');
                _length = 0;
                if (answer.Length < MaxAnswer && !Close)
                {
                    answer.Append(OnLine(line));
                }
            }
            else if (_length < MaxLine)
            {
                if (_length == _line.Length)
                {
                    Array.Resize(ref _line, Math.Max(128, _line.Length * 2));
                }

                _line[_length++] = b;
            }
        }

        return Encoding.Latin1.GetBytes(answer.ToString());
    }

    /// <summary>The answer to one line, with its line end; null for none.</summary>
    protected abstract string? OnLine(string line);

    /// <summary>The first word in upper case.</summary>
    protected static string Verb(string line)
    {
        var end = line.AsSpan().IndexOfAny(' ', '\t');
        return (end < 0 ? line : line[..end]).ToUpperInvariant();
    }
}
