using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Engine.Tests.Fakes;

internal sealed class FakeImageEngine : IImageEngine
{
    public Result<TargetImage> Local { get; set; } = new ScanFailure(FailureKind.ImageNotFound, "the engine has no such image");

    public Result<TargetImage>? Pulled { get; set; }

    public List<string> Calls { get; } = [];

    public int OpenContents { get; private set; }

    public Task<Result<TargetImage>> FindAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
        => Task.FromResult(Others.TryGetValue(reference.ToString(), out var other) ? other : Local);

    /// <summary>Further images, by their canonical names; every other name is <see cref="Local"/>.</summary>
    public Dictionary<string, Result<TargetImage>> Others { get; } = [];

    public List<ImageReference> Names { get; } = [];

    public Task<IReadOnlyList<ImageReference>> ListNamesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ImageReference>>(Names);

    public Task<Result<TargetImage>> PullAsync(
        RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        Calls.Add("pull " + image.Digest.Abbreviated);
        progress.Report(new PullProgress(1, 2));
        return Task.FromResult(Pulled ?? throw new InvalidOperationException("no pull was expected"));
    }

    public Task<IImageContent> OpenContentAsync(TargetImage image, ScanId scan, CancellationToken cancellationToken)
    {
        OpenContents++;
        return Task.FromResult<IImageContent>(new Content(this));
    }

    public Task RemovePulledAsync(TargetImage image, CancellationToken cancellationToken)
    {
        Calls.Add("remove");
        return Task.CompletedTask;
    }

    /// <summary>Why nothing can be swept.</summary>
    public Exception? SweepTrouble { get; set; }

    /// <summary>What the last sweep was told to leave.</summary>
    public int Sweeps { get; private set; }

    public IReadOnlyCollection<ScanId> SpareWhenSwept { get; private set; } = [];

    public async Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
    {
        Sweeps++;
        SpareWhenSwept = await findRunning(cancellationToken);
        return SweepTrouble is null ? 0 : throw SweepTrouble;
    }

    private sealed class Content(FakeImageEngine owner) : IImageContent
    {
        public Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken)
            => Task.FromResult(new ImageFileIndex(new Dictionary<string, ImageEntry>(), null));

        public Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken) => Task.FromResult<ImageFile?>(null);

        public Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken)
            => Task.FromResult<ImageFile?>(null);

        public Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<ImageFile>?>(null);

        public ValueTask DisposeAsync()
        {
            owner.OpenContents--;
            return ValueTask.CompletedTask;
        }
    }
}
