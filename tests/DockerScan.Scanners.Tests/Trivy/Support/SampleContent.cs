using DockerScan.Core.Content;
using DockerScan.Scanners.Processes;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>The few files of an image in the engine that the Trivy scanner reads itself.</summary>
internal sealed class SampleContent : IImageContent
{
    private static readonly string[] Asked = ["/etc/os-release", "/usr/lib/os-release", "/var/lib/dpkg/status"];

    private readonly Dictionary<string, byte[]> _files;

    private SampleContent(Dictionary<string, byte[]> files) => _files = files;

    /// <summary>Files that are said here.</summary>
    public static SampleContent Of(params (string Path, string Text)[] files) => new(files.ToDictionary(file => file.Path, file => System.Text.Encoding.UTF8.GetBytes(file.Text), StringComparer.Ordinal));

    /// <summary>Files of an image.</summary>
    public static async Task<SampleContent> TakeAsync(string image, string folder, Func<string[], Task<ProcessResult>> docker)
    {
        var created = await docker(["create", image, "nothing"]);
        Assert.True(created.IsSuccess, created.StandardError);
        var container = created.StandardOutput.Trim();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Directory.CreateDirectory(folder);
        foreach (var path in Asked)
        {
            var target = Path.Combine(folder, path.Replace('/', '_'));
            if ((await docker(["cp", "--follow-link", $"{container}:{path}", target])).IsSuccess && File.Exists(target))
            {
                files[path] = await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken);
            }
        }

        await docker(["rm", container]);
        return new SampleContent(files);
    }

    public Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken) => Task.FromResult(TestContent.Index(null, [.. _files.Keys]));

    public Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
        => Task.FromResult(_files.TryGetValue(path, out var bytes) ? new ImageFile(path, bytes, bytes.Length, null) : null);

    public Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken) => Task.FromResult<ImageFile?>(null);

    public Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<ImageFile>?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
