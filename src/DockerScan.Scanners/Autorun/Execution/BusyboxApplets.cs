using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Commands that a BusyBox shell may know without a file of that name.</summary>
internal static class BusyboxApplets
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "adduser", "addgroup", "arp", "arping", "awk", "base64", "basename", "bc", "bunzip2", "bzcat", "bzip2", "cal", "cat", "chgrp", "chmod", "chown", "chpasswd", "chroot", "chrt", "cksum", "clear",
            "cmp", "comm", "cp", "cpio", "crond", "crontab", "cut", "date", "dc", "dd", "deluser", "df", "diff", "dirname", "dmesg", "dnsd", "dos2unix", "du", "env", "expand", "expr", "factor", "find",
            "flock", "fold", "free", "fuser", "getopt", "getty", "grep", "egrep", "fgrep", "gunzip", "gzip", "halt", "head", "hexdump", "hostid", "hostname", "httpd", "id", "ifconfig", "inetd", "init",
            "install", "ip", "ipcs", "kill", "killall", "less", "link", "ln", "logger", "login", "logread", "ls", "lsof", "lzma", "md5sum", "mkdir", "mkfifo", "mknod", "mktemp", "more", "mount",
            "mountpoint", "mv", "nc", "netstat", "nice", "nl", "nohup", "nproc", "nslookup", "ntpd", "od", "passwd", "paste", "patch", "pgrep", "pidof", "ping", "ping6", "pkill", "printenv", "ps",
            "pstree", "pwd", "readlink", "realpath", "renice", "reset", "rev", "rm", "rmdir", "route", "run-parts", "sed", "seq", "setpriv", "setsid", "sha1sum", "sha256sum", "sha512sum", "shuf", "sleep",
            "sort", "split", "ss", "start-stop-daemon", "stat", "strings", "stty", "su", "sulogin", "sum", "sync", "sysctl", "syslogd", "tac", "tail", "tar", "tee", "telnet", "telnetd", "tftp", "time",
            "timeout", "top", "touch", "tr", "traceroute", "truncate", "tty", "udhcpc", "umount", "uname", "uniq", "unix2dos", "unlink", "unlzma", "unxz", "unzip", "uptime", "usleep", "vi", "watch", "wc",
            "wget", "which", "who", "whoami", "xargs", "xz", "xzcat", "yes", "zcat",
        ],
        StringComparer.Ordinal);

    public static bool Contains(string word) => Names.Contains(word);
}
