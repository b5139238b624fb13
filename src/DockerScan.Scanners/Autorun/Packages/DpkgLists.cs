using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>Debian's lists: <c>NAME[:ARCH].md5sums</c>, a line <c>MD5  PATH</c> a file (deb-md5sums(5)).</summary>
internal static class DpkgLists
{
    public const string Suffix = ".md5sums";

    private const int DigestLength = 32;
    private const int MaxName = 100;

    /// <summary>Where they lie: Debian's own place, and that of images without a package manager (distroless).</summary>
    public static IReadOnlyList<string> Folders { get; } = ["/var/lib/dpkg/info", "/var/lib/dpkg/status.d"];

    public static void Read(ImageFile list, WantedFiles wanted)
    {
        var name = ImagePath.Name(list.Path);
        var package = DisplayText.Clean(name[..^Suffix.Length].Split(':')[0], MaxName);
        foreach (var range in list.Content.Span.Split((byte)'\n'))
        {
            // 32 digits, two blanks, the path without its first slash.
            var line = list.Content.Span[range];
            if (line.Length > DigestLength + 2 && line[DigestLength] == ' ' && line[DigestLength + 1] == ' ')
            {
                wanted.Offer(package, "/" + Encoding.UTF8.GetString(line[(DigestLength + 2)..]), Encoding.ASCII.GetString(line[..DigestLength]));
            }
        }
    }
}
