using System.Collections.Frozen;
using System.Text;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>The packages that a system and its package manager cannot do without: to remove one of them is no advice.</summary>
/// <remarks>Debian's own word where it can be read: <c>Essential: yes</c>, <c>Priority: required</c>, apt and dpkg, and all that these depend on (deb-status, Debian policy 3.8). A short list beside it.</remarks>
internal static class NeededPackages
{
    /// <summary>Where dpkg keeps its list.</summary>
    public const string StatusFile = "/var/lib/dpkg/status";

    /// <summary>The most of it that is read, in bytes; a full desktop has some 5 MiB.</summary>
    public const int MaxStatusBytes = 16 << 20;

    private static readonly string[] Managers = ["apt", "dpkg"];

    /// <summary>What no image of a distribution can do without, whatever its lists say.</summary>
    public static IReadOnlySet<string> Always { get; } = FrozenSet.ToFrozenSet(
        [
            // Debian, Ubuntu
            "apt", "base-files", "base-passwd", "bash", "bsdutils", "coreutils", "dash", "debconf", "debianutils", "diffutils", "dpkg", "findutils", "gcc-12-base", "gpgv",
            "grep", "gzip", "hostname", "init-system-helpers", "libacl1", "libapt-pkg6.0", "libattr1", "libblkid1", "libbz2-1.0", "libc-bin", "libc6", "libcrypt1", "libgcc-s1",
            "libgcrypt20", "libgnutls30", "liblz4-1", "liblzma5", "libmount1", "libpam0g", "libpcre2-8-0", "libselinux1", "libstdc++6", "libsystemd0", "libtinfo6", "libudev1",
            "libuuid1", "libzstd1", "login", "mount", "ncurses-base", "ncurses-bin", "passwd", "perl-base", "sed", "sysvinit-utils", "tar", "tzdata", "util-linux", "zlib1g",
            // Alpine
            "alpine-baselayout", "alpine-keys", "apk-tools", "busybox", "libcrypto3", "libssl3", "musl", "musl-utils", "ssl_client", "zlib",
            // Red Hat and its relatives, SUSE
            "filesystem", "glibc", "glibc-common", "libgcc", "libselinux", "microdnf", "dnf", "openssl-libs", "pcre2", "rpm", "rpm-libs", "setup", "systemd-libs", "zypper",
        ],
        StringComparer.Ordinal);

    /// <summary>Reads dpkg's list. Whatever is odd in it only makes the set smaller.</summary>
    public static IReadOnlySet<string> Read(ImageFile? status)
    {
        if (status is null)
        {
            return Always;
        }

        var packages = new Dictionary<string, Package>(StringComparer.Ordinal);
        var provided = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var paragraph in Encoding.UTF8.GetString(status.Content.Span).Split("\n\n"))
        {
            if (Parse(paragraph) is not { } package)
            {
                continue;
            }

            packages[package.Name] = package;
            foreach (var name in package.Provides)
            {
                provided.TryAdd(name, package.Name);
            }
        }

        var needed = new HashSet<string>(Always, StringComparer.Ordinal);
        var waiting = new Queue<Package>(packages.Values.Where(package => package.IsNeeded || Managers.Contains(package.Name)));
        var seen = waiting.Select(package => package.Name).ToHashSet(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var package))
        {
            needed.Add(package.Name);
            // Of alternatives, whichever is installed.
            foreach (var next in package.Depends.Select(name => packages.GetValueOrDefault(name) ?? packages.GetValueOrDefault(provided.GetValueOrDefault(name) ?? string.Empty)).OfType<Package>())
            {
                if (seen.Add(next.Name))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return needed;
    }

    private static Package? Parse(string paragraph)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in paragraph.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] is not (' ' or '\t'))
            {
                fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        if (!fields.TryGetValue("Package", out var name) || (fields.TryGetValue("Status", out var state) && !state.EndsWith(" installed", StringComparison.Ordinal)))
        {
            return null;
        }

        return new Package(
            name,
            fields.GetValueOrDefault("Essential") == "yes" || fields.GetValueOrDefault("Priority") == "required",
            [.. Names(fields.GetValueOrDefault("Pre-Depends")), .. Names(fields.GetValueOrDefault("Depends"))],
            [.. Names(fields.GetValueOrDefault("Provides"))]);
    }

    // "libc6 (>= 2.36), debconf (>= 0.5) | debconf-2.0, python3:any"
    private static IEnumerable<string> Names(string? list)
        => (list ?? string.Empty).Split([',', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split([' ', '(', ':'], 2)[0]);

    private sealed record Package(string Name, bool IsNeeded, IReadOnlyList<string> Depends, IReadOnlyList<string> Provides);
}
