using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>The engine that sandboxes run on: the main one, or one of its own.</summary>
/// <param name="connection">Where sandboxes run.</param>
/// <param name="main">Where the images are.</param>
internal sealed class SandboxConnection(DockerConnection connection, DockerConnection main) : IDisposable
{
    /// <summary>Where sandboxes run.</summary>
    public DockerConnection Sandbox => connection;

    /// <summary>Where the images are.</summary>
    public DockerConnection Main => main;

    /// <summary>True when a target must be brought over first.</summary>
    public bool IsSeparate => !ReferenceEquals(connection, main);

    public void Dispose()
    {
        // The main one belongs to somebody else.
        if (IsSeparate)
        {
            connection.Dispose();
        }
    }
}
