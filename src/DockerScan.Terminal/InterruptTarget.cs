namespace DockerScan.Terminal;

/// <summary>What the next Ctrl-C breaks off: the innermost thing that runs.</summary>
internal sealed class InterruptTarget
{
    private readonly Lock _gate = new();
    private readonly Stack<CancellationTokenSource> _running = [];

    /// <summary>Breaks off the innermost.</summary>
    public void Interrupt()
    {
        // Under the lock, so that it cannot be disposed meanwhile.
        lock (_gate)
        {
            if (_running.TryPeek(out var source))
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Makes something the innermost until disposed.</summary>
    public Scope Enter(CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_gate)
        {
            _running.Push(source);
        }

        return new Scope(this, source);
    }

    private void Leave(CancellationTokenSource source)
    {
        lock (_gate)
        {
            _running.Pop();
        }

        source.Dispose();
    }

    /// <summary>Something that runs.</summary>
    internal sealed class Scope(InterruptTarget target, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Cancelled by Ctrl-C.</summary>
        public CancellationToken Token { get; } = source.Token;

        public void Dispose() => target.Leave(source);
    }
}
