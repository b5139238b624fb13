using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun;

/// <summary>Places from which nothing should start by itself: temporary folders, and hidden names that no usual tool makes.</summary>
internal static class SuspiciousPlaces
{
    private static readonly string[] Temporary = ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/shm/", "/dev/mqueue/"];

    // Hidden by convention: package managers, tool chains and frameworks put what is started there.
    private static readonly FrozenSet<string> Usual = FrozenSet.ToFrozenSet(
        [
            ".asdf", ".bash_profile", ".bashrc", ".bin", ".bun", ".bundle", ".cabal", ".cargo", ".composer", ".config", ".deno", ".dotnet", ".env", ".fnm", ".gem",
            ".ghcup", ".linuxbrew", ".local", ".mise", ".mix", ".next", ".npm", ".npm-global", ".npm-packages", ".nuxt", ".nvm", ".opam", ".output", ".pixi", ".pnpm",
            ".pnpm-store", ".poetry", ".profile", ".pyenv", ".rbenv", ".rustup", ".rvm", ".sdkman", ".svelte-kit", ".venv", ".virtualenvs", ".volta", ".yarn",
        ],
        StringComparer.Ordinal);

    public static bool Contains(string path)
        => IsTemporary(path) || path.Split('/').Any(part => part.Length > 1 && part[0] == '.' && !Usual.Contains(part));

    public static bool IsTemporary(string path) => Temporary.Any(place => path.StartsWith(place, StringComparison.Ordinal));
}
