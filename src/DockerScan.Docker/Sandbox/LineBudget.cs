using System.Text;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>Lets through so many bytes of lines, then one cut line, then none.</summary>
internal sealed class LineBudget(SandboxRole role, long maxBytes)
{
    private long _left = maxBytes;

    /// <summary>True when nothing comes any more.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>The lines that are let through.</summary>
    public IEnumerable<SandboxLine> Take(IEnumerable<SandboxLine> lines)
    {
        foreach (var line in lines)
        {
            var size = Encoding.UTF8.GetByteCount(line.Text);
            if (size > _left)
            {
                IsSpent = true;
                yield return new SandboxLine(role, line.IsError, Cut(line.Text, _left), IsCut: true);
                yield break;
            }

            // An empty line costs its end, else a flood of them is free.
            _left -= size + 1;
            yield return line;
        }
    }

    private static string Cut(string text, long maxBytes)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > maxBytes)
            {
                break;
            }

            (maxBytes, length) = (maxBytes - rune.Utf8SequenceLength, length + rune.Utf16SequenceLength);
        }

        return text[..length];
    }
}
