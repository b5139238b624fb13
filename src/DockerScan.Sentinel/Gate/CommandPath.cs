using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Gate;

/// <summary>Finds a command as the container runtime does (Go's exec.LookPath).</summary>
internal static class CommandPath
{
    public const int NoEntry = 2;
    public const int NotDirectory = 20;

    private const int Executable = 1;

    /// <summary>What the container engine sets when the image has no PATH.</summary>
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <returns>The path to run; null when there is none on PATH.</returns>
    public static string? Find(string command, string? searchPath, Func<string, bool> isExecutable)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            return command;
        }

        foreach (var folder in (string.IsNullOrEmpty(searchPath) ? DefaultPath : searchPath).Split(':'))
        {
            var path = (folder.Length == 0 ? "." : folder) + "/" + command;
            if (isExecutable(path))
            {
                return path;
            }
        }

        return null;
    }

    public static bool IsExecutable(string path) => File.Exists(path) && LibC.Access(path, Executable) == 0;

    public static string Explain(int error) => error switch
    {
        NoEntry or NotDirectory => "no such file or directory",
        13 => "permission denied",
        8 => "exec format error",
        _ => $"error {error}",
    };
}
