namespace DockerScan.Host.Tests.Composition;

/// <summary>A script in Trivy's place that says what it is, for tests about other parts: the real one is started twice to be asked, for seconds.</summary>
internal static class TrivyStandIn
{
    /// <summary>Writes it into a folder. Gives its path.</summary>
    public static string Write(string folder)
    {
        var path = Path.Combine(folder, "trivy-stand-in");
        File.WriteAllText(path, """
            #!/bin/sh
            [ "$1" = --version ] && { echo 'Version: 0.74.0'; exit; }
            for flag in cache-dir format image-src list-all-pkgs offline-scan output scanners skip-db-update skip-java-db-update timeout; do
              echo "      --$flag string"
            done

            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
