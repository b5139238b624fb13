namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>A small shell script in Trivy's place.</summary>
internal static class StubTrivy
{
    public const string NewHelp = """
        Usage:
          trivy image [flags] IMAGE_NAME

        Scan Flags
              --offline-scan      do not issue API requests
              --scanners strings  comma-separated list of what security issues to detect
                                  Allowed values:
                                    - vuln
                                    - misconfig
                                    - secret
              --disable-telemetry disable it, not --removed-flag
          -f, --format string
              --list-all-pkgs
          -o, --output string
              --skip-db-update
              --skip-java-db-update
              --skip-check-update
              --skip-version-check
              --no-progress
              --image-src strings
              --image-config-scanners strings
              --pkg-types strings
              --cache-dir string
              --timeout duration
        """;

    /// <summary>Writes it. In <paramref name="body"/> <c>$out</c> is the output file and <c>$cache</c> the cache folder.</summary>
    public static string Write(TemporaryFolder folder, string body, string version = "0.74.0")
    {
        var path = folder["trivy"];
        File.WriteAllText(path, $$"""
            #!/bin/bash
            case "$1 $2" in
            "--version ") echo "Version: {{version}}"; exit 0;;
            "image --help") cat <<'EOT'
            {{NewHelp}}
            EOT
            exit 0;;
            esac
            args=("$@")
            while [ $# -gt 0 ]; do
              case "$1" in --output) out=$2;; --cache-dir) cache=$2;; esac
              shift
            done
            {{body}}
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
