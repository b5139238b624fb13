using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>dpkg's status: the configuration files of each package with their MD5 (dpkg-query(1), <c>Conffiles</c>), which are in no other list.</summary>
internal static class DpkgStatus
{
    public const string Path = "/var/lib/dpkg/status";

    private const int MaxName = 100;
    private const int DigestLength = 32;

    public static void Read(ImageFile status, WantedFiles wanted)
    {
        var (package, isList) = (string.Empty, false);
        foreach (var range in status.Content.Span.Split((byte)'\n'))
        {
            var line = status.Content.Span[range];
            if (line.Length == 0 || line[0] != ' ')
            {
                isList = line.SequenceEqual("Conffiles:"u8);
                package = line.StartsWith("Package: "u8) ? DisplayText.Clean(Encoding.UTF8.GetString(line[9..]), MaxName) : line.Length == 0 ? string.Empty : package;
                continue;
            }

            // A blank, the path, a blank, 32 digits, and words such as "obsolete".
            var entry = line[1..];
            var end = isList ? entry.IndexOf((byte)' ') : -1;
            if (end > 0 && entry.Length >= end + 1 + DigestLength && package.Length > 0)
            {
                wanted.Offer(package, Encoding.UTF8.GetString(entry[..end]), Encoding.ASCII.GetString(entry.Slice(end + 1, DigestLength)));
            }
        }
    }
}
