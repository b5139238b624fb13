using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>
/// The output of one container, from its first byte. It is attached to before the container starts: the log file would
/// lose lines when it is cut, and is followed with a delay. A reader that is slow slows the container, never the engine:
/// an engine whose output nobody takes does not even end the container. A sentinel's input is held open with it, and says
/// nothing: when this program is gone, its end tells the sentinel.
/// </summary>
internal sealed class SandboxOutput(DockerConnection connection, SandboxRole role) : IDisposable
{
    private const int BufferBytes = 64 << 10;
    private const int MaxQueuedBytes = 4 << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _closed = new();
    private readonly OutputQueue _queue = new(MaxQueuedBytes);
    private MultiplexedStream? _stream;
    private Task? _pump;
    private int _isRead;

    /// <summary>Attaches, if that is not done yet.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task AttachAsync(string container, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_stream is not null || _closed.IsCancellationRequested)
            {
                return;
            }

            _stream = await connection.CallAsync(
                "attach to a container",
                (client, token) => client.Containers.AttachContainerAsync(
                    container, new ContainerAttachParameters { Stream = true, Stdout = true, Stderr = true, Stdin = role != SandboxRole.Target }, token),
                cancellationToken);
            _pump = PumpAsync(_stream);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The lines; once. Ends when the container's output ends or <see cref="Close"/> was called.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async IAsyncEnumerable<SandboxLine> ReadAsync(
        string container, long maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("the lines of a container are read once");
        }

        await AttachAsync(container, cancellationToken);
        var stdout = new LineSplitter(role, isError: false);
        var stderr = new LineSplitter(role, isError: true);
        var budget = new LineBudget(role, maxBytes);
        List<SandboxLine> lines = [];
        try
        {
            while (!budget.IsSpent && await _queue.TakeAsync(cancellationToken) is { } part)
            {
                (part.IsError ? stderr : stdout).Add(part.Bytes.Span, lines);
                foreach (var line in budget.Take(lines))
                {
                    yield return line;
                }

                lines.Clear();
            }

            foreach (var line in budget.IsSpent ? [] : budget.Take(Last(stdout, stderr)))
            {
                yield return line;
            }
        }
        finally
        {
            // Whoever stops reading must not hold the container up.
            Close();
        }
    }

    /// <summary>From now on the container does not wait for the reader: what finds no room is lost, and the lines end with a cut one.</summary>
    public void Drop() => _queue.Drop();

    /// <summary>Lets go of the stream.</summary>
    public void Close()
    {
        _closed.Cancel();
        _stream?.Dispose();
        if (_pump is null)
        {
            _queue.End(null);
        }
    }

    public void Dispose()
    {
        Close();
        _gate.Dispose();
    }

    private List<SandboxLine> Last(LineSplitter stdout, LineSplitter stderr)
    {
        List<SandboxLine> lines = [];
        stdout.Finish(lines);
        stderr.Finish(lines);
        if (_queue.IsLossy)
        {
            lines.Add(new SandboxLine(role, IsError: false, string.Empty, IsCut: true));
        }

        return lines;
    }

    // A boundary: whatever ends it, the reader learns of it.
    private async Task PumpAsync(MultiplexedStream stream)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, _closed.Token) is { Count: > 0 } result)
            {
                var isError = result.Target == MultiplexedStream.TargetStream.StandardError;
                await _queue.AddAsync(new OutputPart(isError, buffer.AsMemory(0, result.Count).ToArray()), _closed.Token);
            }

            _queue.End(null);
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            _queue.End(null);
        }
        catch (Exception exception)
        {
            _queue.End(EngineErrors.ToEngineException(exception, "read a container's output"));
        }
    }
}
