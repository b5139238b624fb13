using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Images;
using DockerScan.Scanners.Trivy.Database;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>Repositories of databases in memory; a closed network where nothing was published.</summary>
internal sealed class FakeArtifacts : IArtifactSource
{
    private readonly Dictionary<string, Result<ArtifactContent>> _published = new(StringComparer.Ordinal);

    /// <summary>Each repository that was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How many layers were downloaded.</summary>
    public int Downloads { get; private set; }

    /// <summary>What happens while a layer is downloaded.</summary>
    public Action? WhileDownloading { get; set; }

    public void Publish(string repository, byte[] layer) => _published[repository] = new ArtifactContent(layer);

    public void Fail(string repository, string reason) => _published[repository] = new ScanFailure(FailureKind.RegistryUnavailable, reason);

    /// <summary>The layer of what is below a cache folder.</summary>
    public static byte[] Layer(DatabasePart part, string cacheFolder, Action<TarWriter>? more = null)
    {
        using var layer = new MemoryStream();
        using (var packed = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            foreach (var file in new[] { part.FileIn(cacheFolder), part.MetadataIn(cacheFolder) }.Where(File.Exists))
            {
                tar.WriteEntry(file, Path.GetFileName(file));
            }

            more?.Invoke(tar);
        }

        return layer.ToArray();
    }

    public async Task<Result<ArtifactFile>> FetchAsync(ArtifactRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request.Reference.ToString());
        if (!_published.TryGetValue(request.Reference.ToString(), out var published))
        {
            return new ScanFailure(FailureKind.RegistryUnavailable, "closed network");
        }

        if (published.Value is not { } content)
        {
            return published.Failure!;
        }

        var digest = ImageDigest.Parse("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content.Layer)));
        if (digest == request.Known)
        {
            return new ArtifactFile(digest, IsDownloaded: false);
        }

        WhileDownloading?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        Downloads++;
        await File.WriteAllBytesAsync(request.Path, content.Layer, cancellationToken);
        return new ArtifactFile(digest, IsDownloaded: true);
    }

    private sealed record ArtifactContent(byte[] Layer);
}
