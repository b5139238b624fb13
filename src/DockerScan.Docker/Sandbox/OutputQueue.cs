using System.Threading.Channels;

namespace DockerScan.Docker.Sandbox;

/// <summary>Holds output between the engine and its reader, bounded. When it is full the writer waits, until it is told not to.</summary>
internal sealed class OutputQueue(int maxBytes)
{
    // What a part costs beside its bytes; without it a flood of single bytes is free.
    private const int PartCost = 64;

    private readonly Channel<OutputPart> _parts = Channel.CreateUnbounded<OutputPart>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private long _queued;
    private bool _isDropping;

    /// <summary>True when something was dropped.</summary>
    public bool IsLossy { get; private set; }

    /// <summary>Adds a part; waits while there is no room.</summary>
    public async ValueTask AddAsync(OutputPart part, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_queued < maxBytes)
                {
                    _queued += part.Bytes.Length + PartCost;
                    _parts.Writer.TryWrite(part);
                    return;
                }

                if (_isDropping)
                {
                    IsLossy = true;
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Nothing comes any more.</summary>
    /// <param name="failure">Why, if that is no good end; the reader gets it after what is queued.</param>
    public void End(Exception? failure) => _parts.Writer.TryComplete(failure);

    /// <summary>From now on what finds no room is dropped.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropping = true;
            MakeRoom();
        }
    }

    /// <summary>The next part, or null at the end.</summary>
    public async ValueTask<OutputPart?> TakeAsync(CancellationToken cancellationToken)
    {
        if (!await _parts.Reader.WaitToReadAsync(cancellationToken) || !_parts.Reader.TryRead(out var part))
        {
            return null;
        }

        lock (_gate)
        {
            _queued -= part.Bytes.Length + PartCost;
            MakeRoom();
        }

        return part;
    }

    private void MakeRoom()
    {
        _room?.TrySetResult();
        _room = null;
    }
}

/// <summary>Some bytes that a container wrote.</summary>
/// <param name="IsError">True for standard error.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record OutputPart(bool IsError, ReadOnlyMemory<byte> Bytes);
