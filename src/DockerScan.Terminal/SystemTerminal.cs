using SystemConsole = System.Console;

namespace DockerScan.Terminal;

/// <summary>The process's own terminal.</summary>
internal sealed class SystemTerminal : ITerminal
{
    public bool IsInteractive => !SystemConsole.IsInputRedirected && !SystemConsole.IsOutputRedirected;

    public string User => Environment.UserName;

    // Reading a line cannot be broken off, so it is left behind: the program ends without it.
    public Task<string?> ReadLineAsync(CancellationToken cancellationToken)
        => Task.Run(SystemConsole.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);

    public IDisposable OnInterrupt(Action action)
    {
        ConsoleCancelEventHandler handler = (_, arguments) =>
        {
            arguments.Cancel = true;
            action();
        };
        SystemConsole.CancelKeyPress += handler;
        return new Registration(handler);
    }

    private sealed class Registration(ConsoleCancelEventHandler handler) : IDisposable
    {
        public void Dispose() => SystemConsole.CancelKeyPress -= handler;
    }
}
