using System.Collections.Frozen;
using System.Security.Cryptography;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>
/// Finds out which Trivy a file is without starting it: some call themselves "dev", and a malicious one must not be started to
/// be asked. Go writes its list of modules into the file; a packed file hides it and is known by its checksum.
/// </summary>
internal static class TrivyIdentityReader
{
    private const long MaxBytes = 1L << 30;

    private static readonly FileStreamOptions Options = new()
    {
        Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous,
    };

    // SHA-512 as in eng/trivy.lock; the version was read from the list of modules in the memory of the unpacked program.
    private static readonly FrozenDictionary<string, TrivyIdentity> Known = new Dictionary<string, TrivyIdentity>(StringComparer.Ordinal)
    {
        ["f5e6890a056642e73e96a56b308cddab469f921d468e4e7b5fc4fffc0a2bf72d26fed6ecd20857d29bde817af098650ba4344c0830c435244f7516ec2c6e769f"] = new("0.44.1", IsFromNpm: true),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads it, at most a gibibyte; a file that may be started and not read tells nothing.</summary>
    public static async Task<TrivyIdentity> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, Options);
            if (stream.Length > MaxBytes)
            {
                return TrivyIdentity.Unknown;
            }

            if (await GoBuildInfo.ReadAsync(stream, cancellationToken) is { } modules)
            {
                return new TrivyIdentity(GoBuildInfo.TrivyVersion(modules));
            }

            stream.Position = 0;
            return OfChecksum(Convert.ToHexStringLower(await SHA512.HashDataAsync(stream, cancellationToken)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TrivyIdentity.Unknown;
        }
    }

    /// <summary>The build with a checksum.</summary>
    public static TrivyIdentity OfChecksum(string sha512) => Known.GetValueOrDefault(sha512) ?? TrivyIdentity.Unknown;
}
