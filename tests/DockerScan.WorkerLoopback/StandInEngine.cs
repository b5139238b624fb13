using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.WorkerLoopback;

/// <summary>Has every image that is asked for, each with contents of its own.</summary>
internal sealed class StandInEngine : IImageEngine
{
    public Task<Result<TargetImage>> FindAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
        => Task.FromResult<Result<TargetImage>>(new TargetImage
        {
            Reference = reference,
            Digest = null,
            ImageId = ImageDigest.Parse("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference.ToString())))),
            Platform = ImagePlatform.Default,
            SizeBytes = 100,
            LayerCount = 1,
            Configuration = new ImageConfiguration(),
            WasPulled = false,
        });

    public Task<IReadOnlyList<ImageReference>> ListNamesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ImageReference>>([]);

    public Task<Result<TargetImage>> PullAsync(RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken)
        => throw new InvalidOperationException("every image is here");

    public Task<IImageContent> OpenContentAsync(TargetImage image, ScanId scan, CancellationToken cancellationToken) => throw new InvalidOperationException("nobody reads files");

    public Task RemovePulledAsync(TargetImage image, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        await findRunning(cancellationToken);
        return 0;
    }
}
