namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>The end of a process.</summary>
internal sealed class DiedException : Exception;
