using System.Buffers;
using System.Text;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>Cuts one stream of a container into lines. A line over the bound is given up to there, and its rest dropped.</summary>
internal sealed class LineSplitter(SandboxRole role, bool isError)
{
    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLineBytes = 64 << 10;

    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _isDropping;

    /// <summary>Adds bytes; the lines that they complete come out.</summary>
    public void Add(ReadOnlySpan<byte> bytes, ICollection<SandboxLine> lines)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            Append(part, lines);
            if (end >= 0)
            {
                End(lines);
            }
        }
    }

    /// <summary>The stream's end: what stands without a line end is a line, too.</summary>
    public void Finish(ICollection<SandboxLine> lines)
    {
        if (_line.WrittenCount > 0)
        {
            End(lines);
        }
    }

    private void Append(ReadOnlySpan<byte> part, ICollection<SandboxLine> lines)
    {
        if (_isDropping)
        {
            return;
        }

        var room = MaxLineBytes - _line.WrittenCount;
        _line.Write(part[..Math.Min(room, part.Length)]);
        if (part.Length > room)
        {
            // Given at once: a line without an end must not wait for it.
            lines.Add(Take(isCut: true));
            _isDropping = true;
        }
    }

    private void End(ICollection<SandboxLine> lines)
    {
        if (!_isDropping)
        {
            lines.Add(Take(isCut: false));
        }

        _isDropping = false;
    }

    private SandboxLine Take(bool isCut)
    {
        // What is not UTF-8 becomes U+FFFD.
        var line = new SandboxLine(role, isError, Encoding.UTF8.GetString(_line.WrittenSpan.TrimEnd((byte)'\r')), isCut);
        _line.ResetWrittenCount();
        return line;
    }
}
