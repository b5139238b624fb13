using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>
/// Programs that start nothing of what they are given. A word behind any other program that names a file of the image is something that may be
/// started: no list of the programs that start others can be whole, so this is one of those that do not.
/// </summary>
internal static class NonStarters
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "apk", "apt", "apt-get", "awk", "base64", "basename", "bunzip2", "bzip2", "cat", "chattr", "chgrp", "chmod", "chown", "cksum", "cmp", "comm", "cp", "curl", "cut", "date", "dd", "df",
            "diff", "dirname", "dnf", "dpkg", "dpkg-query", "du", "echo", "egrep", "envsubst", "expr", "false", "fgrep", "file", "gawk", "getcap", "getent", "getopt", "git", "gpg", "grep", "groupadd", "groupmod",
            "gunzip", "gzip", "head", "hostname", "id", "install", "jq", "kill", "killall", "ldd", "ln", "locale-gen", "logger", "ls", "md5sum", "mkdir", "mkfifo", "mknod", "mktemp", "mount", "mountpoint",
            "mv", "openssl", "passwd", "pgrep", "pidof", "pkill", "printenv", "printf", "ps", "readlink", "realpath", "rm", "rmdir", "rpm", "rsync", "sed", "seq", "setcap", "setfacl", "sha1sum", "sha256sum", "sha512sum", "sleep",
            "sort", "stat", "strings", "strip", "sum", "tail", "tar", "tee", "test", "touch", "tr", "true", "truncate", "umount", "uname", "uniq", "unlink", "unzip", "update-alternatives", "useradd", "usermod", "adduser", "addgroup", "wc", "wget", "which", "whereis", "xz", "yum", "yq", "zcat", "zip",
        ],
        StringComparer.Ordinal);

    /// <summary>True for such a program, by its name without its folder.</summary>
    public static bool Contains(string name) => Names.Contains(name);
}
