using System.Security.Cryptography;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Keeps one private key made beforehand: to make one takes a tenth of a second or more, in which a run would wait. Each is given once.</summary>
internal sealed class PrivateKeysAhead(PrivateKeyMaker make, TimeProvider time) : IDisposable
{
    // By then the run that took one only watches, and the shortest window is five seconds.
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private string? _spare;
    private bool _isDisposed;

    /// <summary>A key, made now when none lies ready; the next is made a little later.</summary>
    /// <exception cref="CryptographicException">None can be made.</exception>
    public string Take()
    {
        string? taken;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            (taken, _spare) = (_spare, null);
            _timer ??= time.CreateTimer(_ => Fill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Later, Timeout.InfiniteTimeSpan);
        }

        return taken ?? make();
    }

    /// <summary>Lets the spare one go.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _spare = null;
            _timer?.Dispose();
        }
    }

    private void Fill()
    {
        lock (_lock)
        {
            if (_isDisposed || _spare is not null)
            {
                return;
            }
        }

        string made;
        try
        {
            made = make();
        }
        catch (CryptographicException)
        {
            // Whoever takes the next one makes it, and tells why that fails.
            return;
        }

        lock (_lock)
        {
            _spare = _isDisposed ? null : _spare ?? made;
        }
    }
}
