namespace DockerScan.Core.Sandbox;

/// <summary>One line that a container wrote to its standard output or error.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="IsError">True for standard error.</param>
/// <param name="Text">The line, without its end; bounded by the adapter.</param>
/// <param name="IsCut">True when it was longer than the bound and cut.</param>
public sealed record SandboxLine(SandboxRole Role, bool IsError, string Text, bool IsCut);
