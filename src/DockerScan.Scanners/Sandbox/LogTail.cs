using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Sandbox;

/// <summary>The last lines that the target wrote.</summary>
internal sealed class LogTail
{
    private const int MaxLines = 40;
    private const int MaxChars = 400;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public async Task CollectAsync(IAsyncEnumerable<SandboxLine> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            lock (_gate)
            {
                _lines.Enqueue(DisplayText.Clean(line.Text, MaxChars));
                if (_lines.Count > MaxLines)
                {
                    _lines.Dequeue();
                }
            }
        }
    }

    public IReadOnlyList<string> Lines()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }
}
