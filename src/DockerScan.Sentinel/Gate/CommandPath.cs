using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate;

/// <summary>Finds a command as the container runtime does (Go's exec.LookPath).</summary>
internal static class CommandPath
{
    public const int NoEntry = 2;
    public const int NoAccess = 13;
    public const int NotDirectory = 20;

    private const int Executable = 1;
    private const int BadFormat = 8;
    private const int IsDirectory = 21;
    private const int TooManyLinks = 40;

    /// <summary>What the container engine sets when the image has no PATH.</summary>
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <returns>The path to run; null when there is none on PATH.</returns>
    public static string? Find(string command, string? searchPath, Func<string, bool> isExecutable)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            return command;
        }

        // An empty PATH is one that the image has emptied: there is nothing on it.
        if (command.Length == 0 || searchPath?.Length == 0)
        {
            return null;
        }

        return Candidates(command, searchPath).FirstOrDefault(isExecutable);
    }

    /// <summary>Where a command may be, in order; the command itself when it is a path.</summary>
    public static IEnumerable<string> Candidates(string command, string? searchPath)
        => command.Contains('/', StringComparison.Ordinal) ? [command]
            : command.Length == 0 || searchPath?.Length == 0 ? []
            : (searchPath ?? DefaultPath).Split(':').Select(folder => (folder.Length == 0 ? "." : folder) + "/" + command);

    public static bool IsExecutable(string path) => File.Exists(path) && LibC.Access(path, Executable) == 0;

    public static string Explain(int error) => error switch
    {
        NoEntry => "no such file or directory",
        NoAccess => "permission denied",
        BadFormat => "exec format error",
        NotDirectory => "not a directory",
        IsDirectory => "is a directory",
        TooManyLinks => "too many levels of symbolic links",
        _ => $"error {error}",
    };
}
