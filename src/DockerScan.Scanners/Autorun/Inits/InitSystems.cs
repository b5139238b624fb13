namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>
/// What programs start that read it from files of their own: supervisors, init systems and cron. Sources: the manuals supervisord(1), s6-svscan(8)
/// and s6-overlay's README, runsvdir(8), cron(8) and crontab(5), systemd.service(5), busybox's inittab, make(1), npm's scripts, foreman's Procfile and inetd(8).
/// </summary>
internal static class InitSystems
{
    private static readonly string[] CronFolders = ["/etc/cron.hourly/*", "/etc/cron.daily/*", "/etc/cron.weekly/*", "/etc/cron.monthly/*"];

    /// <summary>Where a program reads what it starts, as patterns of paths; none for one that does not.</summary>
    /// <param name="name">Its name without its folder.</param>
    /// <param name="words">Its command line, from its own word on.</param>
    public static IEnumerable<InitSource> Of(string name, IReadOnlyList<string> words) => name switch
    {
        "supervisord" => Named(words, "-c", "--configuration") is { } file ? [new InitSource(file, InitFormat.Supervisor)]
            : Each(InitFormat.Supervisor, "/etc/supervisor/supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor.conf", "/usr/local/etc/supervisord.conf", "/usr/etc/supervisord.conf"),
        "s6-svscan" or "svscan" => Services(Operand(words) ?? "/etc/s6"),
        "runsvdir" => Services(Operand(words) ?? "/etc/service"),
        "runsv" or "s6-supervise" => Each(InitFormat.Program, (Operand(words) ?? ".") + "/run"),
        "runsvdir-start" => Services("/etc/service"),
        "runit" or "runit-init" => [.. Each(InitFormat.Program, "/etc/runit/1", "/etc/runit/2", "/etc/runit/3"), .. Services("/etc/service"), .. Services("/var/service")],
        "my_init" => [.. Each(InitFormat.Program, "/etc/my_init.d/*", "/etc/rc.local"), .. Services("/etc/service")],
        "cron" or "crond" or "cronie" or "dcron" or "fcron" => Cron(Named(words, "-c")),
        "crontab" => Operand(words) is { } table && table != "-" ? [new InitSource(table, InitFormat.UserCrontab)] : [],
        "make" or "gmake" or "bmake" => Make(words),
        "npm" or "yarn" or "pnpm" or "bun" => Package(words),
        "foreman" or "honcho" or "goreman" or "forego" or "overmind" or "hivemind" => [new InitSource(Named(words, "-f", "--procfile") ?? "Procfile", InitFormat.Procfile)],
        "inetd" or "openbsd-inetd" or "inetutils-inetd" => [new InitSource(words.Skip(1).LastOrDefault(word => word.Contains('/', StringComparison.Ordinal)) ?? "/etc/inetd.conf", InitFormat.Inetd)],
        "supercronic" or "yacron" or "go-crond" => Operand(words) is { } jobs ? [new InitSource(jobs, InitFormat.UserCrontab)] : [],
        "openrc" => Each(InitFormat.Program, "/etc/runlevels/*/*"),
        "service" or "rc-service" or "invoke-rc.d" => Operand(words) is { } service ? Each(InitFormat.Program, "/etc/init.d/" + service) : [],
        "systemctl" => words.Count > 2 && words[1] is "start" or "restart" or "enable" ? Units(Unit(words[^1])) : [],
        "init" or "systemd" or "s6-overlay-init" =>
        [
            .. Each(InitFormat.Program, "/etc/cont-init.d/*", "/etc/s6-overlay/s6-rc.d/*/run", "/etc/init.d/rcS", "/etc/rc.local"), .. Services("/etc/services.d"),
            .. Each(InitFormat.Commands, "/etc/s6-overlay/s6-rc.d/*/up"), new InitSource("/etc/inittab", InitFormat.Inittab), .. Units("*.wants/*"), .. Units("*.service.d/*.conf"),
        ],
        _ => [],
    };

    private static IEnumerable<InitSource> Make(IReadOnlyList<string> words)
    {
        List<string> targets = [.. words.Where((word, i) => i > 0 && word.Length > 0 && word[0] != '-' && !word.Contains('=', StringComparison.Ordinal) && words[i - 1] is not ("-C" or "-f" or "-I" or "-o" or "--directory" or "--file" or "--makefile"))];
        var folder = Named(words, "-C", "--directory") is { } named ? named.TrimEnd('/') + "/" : string.Empty;
        string[] files = Named(words, "-f", "--file", "--makefile") is { } file ? [file] : ["GNUmakefile", "makefile", "Makefile"];
        return files.Select(name => new InitSource(name.StartsWith('/') ? name : folder + name, InitFormat.Makefile, targets));
    }

    // npm start, npm run NAME, yarn NAME; npm --prefix FOLDER start.
    private static IEnumerable<InitSource> Package(IReadOnlyList<string> line)
    {
        string[] folders = ["--prefix", "-C", "--dir", "--cwd"];
        var folder = Named(line, folders) is { } named ? named.TrimEnd('/') + "/" : string.Empty;
        List<string> words = [.. line.Where((word, i) => i > 0 && word.Length > 0 && word[0] != '-' && !folders.Contains(line[i - 1]))];
        var names = words is ["run" or "run-script" or "exec", ..] ? words.Skip(1).Take(1).ToList() : words.Take(1).ToList();
        return names is [not ("install" or "ci" or "config" or "cache" or "i" or "add"), ..] ? [new InitSource(folder + "package.json", InitFormat.Package, names)] : [];
    }

    private static InitSource[] Services(string folder) => Each(InitFormat.Program, folder.TrimEnd('/') + "/*/run");

    private static InitSource[] Units(string pattern)
        => Each(InitFormat.Unit, "/etc/systemd/system/" + pattern, "/usr/local/lib/systemd/system/" + pattern, "/usr/lib/systemd/system/" + pattern, "/lib/systemd/system/" + pattern);

    private static string Unit(string name) => name.Contains('.', StringComparison.Ordinal) ? name : name + ".service";

    private static InitSource[] Cron(string? folder)
        =>
        [
            .. Each(InitFormat.SystemCrontab, "/etc/crontab", "/etc/cron.d/*"),
            .. Each(InitFormat.UserCrontab, "/var/spool/cron/crontabs/*", "/var/spool/cron/*", "/etc/crontabs/*"),
            .. folder is null ? [] : Each(InitFormat.UserCrontab, folder.TrimEnd('/') + "/*"),
            .. Each(InitFormat.Program, CronFolders), .. Each(InitFormat.Program, "/etc/periodic/*/*"),
        ];

    private static InitSource[] Each(InitFormat format, params string[] patterns) => [.. patterns.Select(pattern => new InitSource(pattern, format))];

    private static string? Named(IReadOnlyList<string> words, params string[] options)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (options.Contains(words[i]) && i + 1 < words.Count)
            {
                return words[i + 1];
            }

            if (Array.Find(options, option => words[i].StartsWith(option + (option.Length > 2 ? "=" : string.Empty), StringComparison.Ordinal) && words[i].Length > option.Length + 1) is { } glued)
            {
                return words[i][glued.Length..].TrimStart('=');
            }
        }

        return null;
    }

    private static string? Operand(IReadOnlyList<string> words) => words.Skip(1).FirstOrDefault(word => word.Length > 0 && word[0] != '-' && !word.Contains(Shell.ShellWord.Unknown, StringComparison.Ordinal));
}
