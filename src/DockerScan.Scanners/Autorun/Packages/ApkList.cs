using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Packages;

/// <summary>Alpine's list: packages with <c>P:</c> name, <c>F:</c> folder, <c>R:</c> file, <c>Z:</c> checksum (https://wiki.alpinelinux.org/wiki/Apk_spec).</summary>
internal static class ApkList
{
    private const int MaxName = 100;
    private const string Sha1Mark = "Q1";
    private const string Sha256Mark = "Q2";

    /// <summary>Where it lies.</summary>
    public static IReadOnlyList<string> Files { get; } = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];

    public static void Read(ImageFile list, WantedFiles wanted)
    {
        var (package, folder, file) = (string.Empty, string.Empty, string.Empty);
        foreach (var range in list.Content.Span.Split((byte)'\n'))
        {
            var line = list.Content.Span[range];
            if (line.Length < 2 || line[1] != ':')
            {
                continue;
            }

            var value = Encoding.UTF8.GetString(line[2..]);
            switch ((char)line[0])
            {
                case 'P':
                    (package, folder, file) = (DisplayText.Clean(value, MaxName), string.Empty, string.Empty);
                    break;
                case 'F':
                    (folder, file) = (value, string.Empty);
                    break;
                case 'R':
                    file = value;
                    break;
                case 'Z' when file.Length > 0 && Digest(value) is { } digest:
                    wanted.Offer(package, folder.Length == 0 ? $"/{file}" : $"/{folder}/{file}", digest);
                    break;
            }
        }
    }

    // Q1 and a SHA-1; Q2 and a SHA-256 where apk 3 writes the old form.
    private static string? Digest(string text)
    {
        var length = text switch
        {
            _ when text.StartsWith(Sha1Mark, StringComparison.Ordinal) => 20,
            _ when text.StartsWith(Sha256Mark, StringComparison.Ordinal) => 32,
            _ => 0,
        };
        var bytes = new byte[length];
        return length > 0 && Convert.TryFromBase64String(text[Sha1Mark.Length..], bytes, out var count) && count == length ? Convert.ToHexStringLower(bytes) : null;
    }
}
