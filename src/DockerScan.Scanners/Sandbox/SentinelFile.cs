using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>The sentinel binary on this machine.</summary>
internal sealed class SentinelFile(IOptions<SandboxOptions> options)
{
    public string Path => Given(options.Value.SentinelPath) ?? Given(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL"))
        ?? System.IO.Path.Combine(AppContext.BaseDirectory, "sentinel");

    public bool Exists => File.Exists(Path);

    /// <summary>The first 12 hex digits of its SHA-256, as its image is tagged; null when it is missing.</summary>
    public async Task<string?> ReadVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(Path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))[..12];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
