namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What a command is given on its standard input, and whether its output is given on.</summary>
/// <param name="File">The file behind <c>&lt;</c>; null for none.</param>
/// <param name="Text">The text behind <c>&lt;&lt;&lt;</c>; null for none.</param>
/// <param name="IsPiped">True when the next command reads what it writes.</param>
internal readonly record struct ShellInput(ShellWord? File, ShellWord? Text, bool IsPiped);
