using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.WorkerLoopback;

/// <summary>Is asked nothing: what the engine has without a digest was built there.</summary>
internal sealed class StandInRegistry : IImageRegistry
{
    public Task<Result<RegistryImage>> ResolveAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
        => Task.FromResult<Result<RegistryImage>>(new ScanFailure(FailureKind.ImageNotFound, "no such image, or no access"));
}
