using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace StoreBench;

/// <summary>Results of many images, ten of each, an hour apart: a hundred findings each, of which most are in the next one of the same image too.</summary>
internal sealed class Samples(int scans)
{
    /// <summary>So many findings has each.</summary>
    public const int Findings = 100;

    private const int PerImage = 10;
    private const int Known = 5_000;
    private const int Others = 7;
    private readonly ScanResult _all = SampleScans.Large(Known, packages: 500);

    public int Count => scans;

    public int Images => Math.Max(1, scans / PerImage);

    public static ScanId Id(int number) => ScanSamples.Id(number);

    public static string Image(int image) => string.Create(CultureInfo.InvariantCulture, $"bench/image{image:D4}:1");

    public static ScanRequest Request(string image) => new(ImageReference.Parse(image), null, new ScanOptions(), "bench");

    /// <summary>The id of a vulnerability that some of them have.</summary>
    public string Vulnerability(int number) => _all.Findings[number % Known].Details.Id;

    /// <summary>The result of a number; those of one image come a round of all images apart.</summary>
    public ScanResult Result(int number)
    {
        var (image, round) = (number % Images, number / Images);
        var first = ((image * 37) + (round * Others)) % (Known - Findings);
        var at = ScanSamples.Start.AddHours(number);
        return _all with
        {
            Id = Id(number), Reference = ImageReference.Parse(Image(image)), StartedAt = at.AddMinutes(-1), FinishedAt = at, Findings = [.. _all.Findings.Skip(first).Take(Findings)],
        };
    }
}
