namespace DockerScan.Terminal;

/// <summary>The person's end of the console.</summary>
internal interface ITerminal
{
    /// <summary>True when a person types: then there is a prompt.</summary>
    bool IsInteractive { get; }

    /// <summary>Who is logged in.</summary>
    string User { get; }

    /// <summary>The next line; null at the end of input.</summary>
    Task<string?> ReadLineAsync(CancellationToken cancellationToken);

    /// <summary>Calls back at every Ctrl-C, in place of ending the program, until disposed.</summary>
    IDisposable OnInterrupt(Action action);
}
