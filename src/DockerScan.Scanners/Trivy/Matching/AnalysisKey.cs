using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>All that decides what Trivy finds in an image beside the image: the program, its flags, and the rules and indexes in its cache folder.</summary>
internal static class AnalysisKey
{
    /// <summary>
    /// The key of the packages alone, for lists that come from other machines: the version tells a release from any other, and what is
    /// none is told by its size. Rules and indexes do not matter to packages that are listed already.
    /// </summary>
    public static string OfPackages(TrivyTool tool)
    {
        var build = TrivyReleases.ReleasedOn(tool.Version) is null ? tool.Length : 0;
        return Hash(string.Create(CultureInfo.InvariantCulture, $"{tool.Version}|{tool.Reported}|{build}"));
    }

    /// <summary>The key, a hash.</summary>
    public static string Of(TrivyTool tool, string cacheFolder, ImageDigest image)
    {
        var flags = TrivyArguments.Describe(TrivyArguments.Scan(tool, "/", "/", TimeSpan.Zero, image));
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{tool.Version}|{tool.Reported}|{tool.Length}|{tool.WrittenTicks}|{flags}"));
        text.Append('|').Append(Read(Path.Combine(cacheFolder, "policy", "metadata.json")));
        // The empty index is written anew for each run.
        text.Append('|').Append(JavaIndex.IsReal(cacheFolder) ? Read(Path.Combine(cacheFolder, "java-db", "metadata.json")) : "empty");
        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Each of them is replaced with its description.
    private static string Read(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}:{file.LastWriteTimeUtc.Ticks}") : "none";
    }
}
