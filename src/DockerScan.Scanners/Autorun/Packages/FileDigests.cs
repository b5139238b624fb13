using System.Security.Cryptography;

namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>A file's digests as distributions' lists have them: MD5 for dpkg and old rpm, SHA-1 for apk, SHA-256 for rpm and apk 3. Lower-case hex.</summary>
/// <remarks>Two are broken against an attacker, who can write the lists anyway: a match saves a look-up and proves nothing.</remarks>
internal sealed record FileDigests(string Md5, string Sha1, string Sha256)
{
#pragma warning disable CA5350, CA5351 // The lists have no better ones.
    public static FileDigests Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(MD5.HashData(content)), Convert.ToHexStringLower(SHA1.HashData(content)), Convert.ToHexStringLower(SHA256.HashData(content)));
#pragma warning restore CA5350, CA5351
}
