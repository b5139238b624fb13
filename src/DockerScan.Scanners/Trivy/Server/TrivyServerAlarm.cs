namespace DockerScan.Scanners.Trivy.Server;

/// <summary>Carries word of a server that gave no answer from whoever asked it to whoever keeps it.</summary>
internal sealed class TrivyServerAlarm
{
    private string? _suspect;

    /// <summary>Names a server by its id.</summary>
    public void Raise(string server) => Interlocked.Exchange(ref _suspect, server);

    /// <summary>True when this server was named since it was last asked.</summary>
    public bool Take(string server) => Interlocked.CompareExchange(ref _suspect, null, server) == server;
}
