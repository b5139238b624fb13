using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>
/// The output of one container, from its first byte. It is attached to before the container starts: the log file would
/// lose lines when it is cut, and is followed with a delay. A reader that is slow slows the writer; one that stops lets it go.
/// </summary>
internal sealed class SandboxOutput(DockerConnection connection, SandboxRole role) : IDisposable
{
    private const int BufferBytes = 64 << 10;

    private readonly SemaphoreSlim _gate = new(1);
    private MultiplexedStream? _stream;
    private volatile bool _isClosed;
    private int _isRead;

    /// <summary>Attaches, if that is not done yet.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task AttachAsync(string container, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_stream is not null || _isClosed)
            {
                return;
            }

            var stream = await connection.CallAsync(
                "attach to a container",
                (client, token) => client.Containers.AttachContainerAsync(
                    container, new ContainerAttachParameters { Stream = true, Stdout = true, Stderr = true }, token),
                cancellationToken);
            _stream = stream;
            if (_isClosed)
            {
                stream.Dispose();
            }
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
        var buffer = new byte[BufferBytes];
        List<SandboxLine> lines = [];
        try
        {
            for (var isOpen = true; isOpen && !budget.IsSpent;)
            {
                var result = await ReadAsync(buffer, cancellationToken);
                isOpen = result.Count > 0;
                if (isOpen)
                {
                    (result.Target == MultiplexedStream.TargetStream.StandardError ? stderr : stdout).Add(buffer.AsSpan(0, result.Count), lines);
                }
                else
                {
                    stdout.Finish(lines);
                    stderr.Finish(lines);
                }

                foreach (var line in budget.Take(lines))
                {
                    yield return line;
                }

                lines.Clear();
            }
        }
        finally
        {
            // Whoever stops reading must not hold the container up.
            Close();
        }
    }

    /// <summary>Lets go of the stream.</summary>
    public void Close()
    {
        _isClosed = true;
        _stream?.Dispose();
    }

    public void Dispose()
    {
        Close();
        _gate.Dispose();
    }

    private async Task<MultiplexedStream.ReadResult> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return _isClosed || _stream is null ? default : await _stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (_isClosed && (exception is ObjectDisposedException || EngineErrors.IsKnown(exception)))
        {
            return default;
        }
        catch (Exception exception) when (EngineErrors.IsKnown(exception))
        {
            throw EngineErrors.ToEngineException(exception, "read a container's output");
        }
    }
}
