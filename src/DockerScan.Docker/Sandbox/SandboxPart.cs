using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>One container of a sandbox, from before it is created until it is removed.</summary>
internal sealed class SandboxPart(DockerConnection connection, SandboxRole role) : IDisposable
{
    private readonly TaskCompletionSource<string> _created = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<string>? _creating;

    public SandboxRole Role => role;

    public SandboxOutput Output { get; } = new(connection, role);

    /// <summary>True once it was asked to start.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Its id, once it exists.</summary>
    public Task<string> IdAsync(CancellationToken cancellationToken) => _created.Task.WaitAsync(cancellationToken);

    /// <summary>Creates it. A caller that gives up leaves the creation to <see cref="RemoveAsync"/>: cut off in the middle, nobody would know its id.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<string> CreateAsync(Func<Task<string>> create, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _creating = create();
        var id = await _creating.WaitAsync(cancellationToken);
        _created.TrySetResult(id);
        return id;
    }

    /// <summary>Removes it, whatever state it is in.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        Output.Close();
        _created.TrySetException(new ObjectDisposedException(nameof(SandboxSession)));
        // Looked at here, so that it does not count as unobserved when nobody waits.
        _ = _created.Task.Exception;
        if (_creating is null)
        {
            return;
        }

        string id;
        try
        {
            id = await _creating.WaitAsync(cancellationToken);
        }
        catch (EngineException)
        {
            // It was never created, and whoever asked for it knows.
            return;
        }

        await ContainerRemoval.RemoveAsync(connection, id, cancellationToken);
    }

    public void Dispose() => Output.Dispose();
}
