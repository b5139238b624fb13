namespace DockerScan.Scanners.Sandbox;

/// <summary>The sandbox itself does not work: nothing can be said about the image.</summary>
internal sealed class SandboxFailedException(string message) : Exception(message);
