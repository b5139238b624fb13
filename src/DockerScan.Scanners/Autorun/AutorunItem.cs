using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

/// <summary>A file that waits to be looked at, and how it is started.</summary>
/// <param name="Entry">The file.</param>
/// <param name="StartedBy">What starts it.</param>
/// <param name="Depth">How many scripts deep.</param>
/// <param name="Use">How it is started.</param>
/// <param name="Arguments">What it is given.</param>
/// <param name="Directory">Where it is started.</param>
/// <param name="Shell">What the shell that starts it knows; null when no shell does.</param>
/// <param name="IsSourced">True when it is read into that shell.</param>
internal sealed record AutorunItem(
    ImageEntry Entry, string StartedBy, int Depth, AutorunUse Use, IReadOnlyList<string> Arguments, string Directory, ShellState? Shell = null, bool IsSourced = false);
