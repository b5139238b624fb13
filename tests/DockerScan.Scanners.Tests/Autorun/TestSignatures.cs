using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.TestKit.Goldens;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>The product's own signatures, read once.</summary>
internal static class TestSignatures
{
    private static readonly Lazy<SignatureSet> Loaded = new(() => SignatureLoader.Load(Path));

    public static string Path => System.IO.Path.Combine(RepositoryFolder.Find(), "config", "signatures.yaml");

    public static SignatureSet All => Loaded.Value;
}
