using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

/// <summary>A command line that is started, and where.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Directories">The folders it may be started in, the likeliest first.</param>
/// <param name="StartedBy">What starts the word at a place.</param>
/// <param name="Depth">How many scripts deep.</param>
/// <param name="Shell">What the shell that starts it knows; null when no shell does.</param>
internal sealed record AutorunLine(IReadOnlyList<string> Words, IReadOnlyList<string> Directories, Func<int, string> StartedBy, int Depth, ShellState? Shell);
