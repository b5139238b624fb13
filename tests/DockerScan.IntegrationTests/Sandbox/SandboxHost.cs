namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>One data folder for a class of samples: what Trivy is, is asked once.</summary>
public sealed class SandboxHost : IDisposable
{
    internal HostProcess Host { get; } = new();

    public void Dispose() => Host.Dispose();
}
