namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>How a file says what is started.</summary>
internal enum InitFormat
{
    /// <summary>It is started itself.</summary>
    Program,

    /// <summary>Each line is a command.</summary>
    Commands,

    /// <summary>supervisord's: <c>command=</c>, and further files behind <c>[include]</c>.</summary>
    Supervisor,

    /// <summary>A systemd unit: <c>ExecStart=</c> and its like.</summary>
    Unit,

    /// <summary>A crontab whose sixth column is the user.</summary>
    SystemCrontab,

    /// <summary>A crontab of one user.</summary>
    UserCrontab,

    /// <summary>init's table: the fourth field is a command.</summary>
    Inittab,
}

/// <summary>Files in which a program reads what it starts.</summary>
/// <param name="Pattern">Their paths, as a shell's pattern; a relative one from where the program is started.</param>
/// <param name="Format">How they say it.</param>
internal sealed record InitSource(string Pattern, InitFormat Format);
