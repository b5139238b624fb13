namespace DockerScan.Docker.Sandbox;

/// <summary>Some bytes that a container wrote.</summary>
/// <param name="IsError">True for standard error.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record OutputPart(bool IsError, ReadOnlyMemory<byte> Bytes);
