namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>Files in which a program reads what it starts.</summary>
/// <param name="Pattern">Their paths, as a shell's pattern; a relative one from where the program is started.</param>
/// <param name="Format">How they say it.</param>
internal sealed record InitSource(string Pattern, InitFormat Format);
