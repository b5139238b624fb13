using DockerScan.Conversation.Requests;

namespace DockerScan.Terminal;

/// <summary>A responder that holds the terminal while its card works.</summary>
public interface IConsoleResponder : IChatResponder, IAsyncDisposable;
