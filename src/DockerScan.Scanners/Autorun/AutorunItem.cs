using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Inits;
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

/// <summary>A command line that is started, and where.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Directories">The folders it may be started in, the likeliest first.</param>
/// <param name="StartedBy">What starts the word at a place.</param>
/// <param name="Depth">How many scripts deep.</param>
/// <param name="Shell">What the shell that starts it knows; null when no shell does.</param>
internal sealed record AutorunLine(IReadOnlyList<string> Words, IReadOnlyList<string> Directories, Func<int, string> StartedBy, int Depth, ShellState? Shell);

/// <summary>A shell text that was followed, so that it can be read again when a file that it reads in has told more.</summary>
/// <param name="Text">The text.</param>
/// <param name="StartedBy">Where it stands.</param>
/// <param name="Depth">How many scripts deep.</param>
/// <param name="Rereads">How often it was read again.</param>
internal sealed record AutorunText(string Text, string StartedBy, int Depth, int Rereads);

/// <summary>A program that is started and reads from files of its own what it starts.</summary>
/// <param name="Sources">Those files.</param>
/// <param name="Directory">Where it is started.</param>
/// <param name="StartedBy">Its path.</param>
/// <param name="Depth">How deep what it starts is.</param>
internal sealed record AutorunInit(IReadOnlyList<InitSource> Sources, string Directory, string StartedBy, int Depth);
