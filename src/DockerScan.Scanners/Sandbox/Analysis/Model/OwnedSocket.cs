using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>A socket and the process that held it.</summary>
/// <param name="Event">The socket.</param>
/// <param name="Process">Its owner; null when the process was not seen.</param>
internal sealed record OwnedSocket(SocketEvent Event, ProcessInstance? Process);
