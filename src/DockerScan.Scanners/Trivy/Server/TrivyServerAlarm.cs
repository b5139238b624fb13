namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Carries word of a server between whoever asks it and whoever keeps it.</summary>
internal sealed class TrivyServerAlarm
{
    private string? _suspect;
    private volatile string? _problem;

    /// <summary>Why this process keeps none though it should; null while it does, or need not.</summary>
    public string? Problem
    {
        get => _problem;
        set => _problem = value;
    }

    /// <summary>Names a server that gave no answer by its id.</summary>
    public void Raise(string server) => Interlocked.Exchange(ref _suspect, server);

    /// <summary>True when this server was named since it was last asked.</summary>
    public bool Take(string server) => Interlocked.CompareExchange(ref _suspect, null, server) == server;
}
