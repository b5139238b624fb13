using System.Globalization;
using System.IO.Compression;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;

namespace WatchBench;

/// <summary>What many watches know, made of what a scan of one image gave.</summary>
internal sealed class ManyImages(WatchedStore store, WatchTarget known, ScanResult result)
{
    private static CancellationToken None => CancellationToken.None;

    /// <summary>A watch for each tag, which knows the image.</summary>
    public async Task WatchAsync(string repository, IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            await store.AddAsync(tag, $"{repository}:{tag}");
            await store.Watches.SaveTargetAsync(known with { WatchId = tag, Tag = tag, Revision = 0 }, None);
        }
    }

    /// <summary>Each watch has a result of an image of its own, with its packages.</summary>
    public async Task DifferAsync(IReadOnlyList<string> tags)
    {
        foreach (var (index, tag) in tags.Index())
        {
            var own = Make(index + 1);
            var target = await TargetAsync(tag);
            await store.Watches.KeepResultAsync(own, new ScanRequest(ImageReference.Parse($"bench/other:{tag}"), null, new ScanOptions(), "bench"), None);
            await store.Watches.SaveTargetAsync(target with { LastComplete = own.Id, Baseline = [own.Id] }, None);
        }
    }

    /// <summary>Each watch knows another image than the one that is there.</summary>
    public async Task ForgetAsync(IEnumerable<string> tags)
    {
        var other = ImageDigest.Parse("sha256:" + new string('0', 64));
        foreach (var tag in tags)
        {
            await store.Watches.SaveTargetAsync(await TargetAsync(tag) with { ScannedDigest = other }, None);
        }
    }

    private async Task<WatchTarget> TargetAsync(string watch) => (await store.Watches.ListTargetsAsync(watch, None)).Single();

    private ScanResult Make(int number)
    {
        var image = ImageDigest.Parse("sha256:" + number.ToString("x64", CultureInfo.InvariantCulture));
        return result with
        {
            Id = ScanId.Parse(string.Create(CultureInfo.InvariantCulture, $"bench{number:D6}")),
            Image = result.Image! with { ImageId = image },
            Stages = [.. result.Stages.Select(stage => stage.Packages is { } packages ? stage with { Packages = Rename(packages, image) } : stage)],
        };
    }

    // The image is named in what is packed.
    private PackageRecord Rename(PackageRecord packages, ImageDigest image)
    {
        using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(packages.Content)), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        var text = reader.ReadToEnd().Replace(result.Image!.ImageId.Value, image.Value, StringComparison.Ordinal);
        using var packed = new MemoryStream();
        using (var writer = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            writer.Write(Encoding.UTF8.GetBytes(text));
        }

        return packages with { Content = Convert.ToBase64String(packed.ToArray()) };
    }
}
