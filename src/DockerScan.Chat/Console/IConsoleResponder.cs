using DockerScan.Engine.Chat;

namespace DockerScan.Chat.Console;

/// <summary>A responder that holds the terminal while its card works.</summary>
public interface IConsoleResponder : IChatResponder, IAsyncDisposable;
