using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Engine.Tests.Fakes;

internal sealed class FakeImageRegistry : IImageRegistry
{
    public Result<RegistryImage> Answer { get; set; } = new ScanFailure(FailureKind.ImageNotFound, "no such image, or no access");

    public int Requests { get; private set; }

    public Task<Result<RegistryImage>> ResolveAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        Requests++;
        return Task.FromResult(Answer);
    }
}
