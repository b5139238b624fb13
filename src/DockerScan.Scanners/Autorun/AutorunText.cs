namespace DockerScan.Scanners.Autorun;

/// <summary>A shell text that was followed, so that it can be read again when a file that it reads in has told more.</summary>
/// <param name="Text">The text.</param>
/// <param name="StartedBy">Where it stands.</param>
/// <param name="Depth">How many scripts deep.</param>
/// <param name="Rereads">How often it was read again.</param>
internal sealed record AutorunText(string Text, string StartedBy, int Depth, int Rereads);
