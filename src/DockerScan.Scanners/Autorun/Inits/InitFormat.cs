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

    /// <summary>A Makefile: the recipes of what is to be made.</summary>
    Makefile,

    /// <summary>npm's <c>package.json</c>: one of its <c>scripts</c>, or, without a name, its <c>main</c>.</summary>
    Package,

    /// <summary>A Procfile: a name, a colon, a command.</summary>
    Procfile,

    /// <summary>inetd's table: the sixth field is a program.</summary>
    Inetd,
}

/// <summary>Files in which a program reads what it starts.</summary>
/// <param name="Pattern">Their paths, as a shell's pattern; a relative one from where the program is started.</param>
/// <param name="Format">How they say it.</param>
/// <param name="Names">What of it is started, where it says several: targets of a Makefile, scripts of a package. Null for what comes first.</param>
internal sealed record InitSource(string Pattern, InitFormat Format, IReadOnlyList<string>? Names = null);
