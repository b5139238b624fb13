using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Host.Cli;

/// <summary>The folder of <c>--output</c>: what cannot be written there is found before the scan, not after it.</summary>
internal static class OutputFolder
{
    private const int MaxName = 100;

    private static readonly string[] Files = ["report.md", "report.html", "report.json", "capture.pcap"];

    private static string Reason(Exception e) => e switch
    {
        DirectoryNotFoundException or FileNotFoundException => "no folder can be made there",
        UnauthorizedAccessException => "this user may not write there",
        _ => DisplayText.Clean(e.Message, 200).TrimEnd('.'),
    };

    /// <summary>The same for each of several images: one has the folder itself, several a folder each in it, named by their images.</summary>
    /// <returns>Their absolute paths, in the order of the images.</returns>
    /// <exception cref="UsageException">The reports could not be written there.</exception>
    public static IReadOnlyList<string> Prepare(string output, IReadOnlyList<ImageReference> images)
    {
        if (images.Count == 1)
        {
            return [Prepare(output)];
        }

        List<string> names = [];
        foreach (var image in images)
        {
            var name = string.Concat(image.Familiar.Take(MaxName).Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' ? sign : '_')).TrimStart('.');
            // Two images may differ in a sign that a folder's name does not hold.
            var free = name;
            for (var number = 2; names.Contains(free, StringComparer.OrdinalIgnoreCase); number++)
            {
                free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            }

            names.Add(free);
        }

        return [.. names.Select(name => Prepare(Path.Combine(output, name)))];
    }

    /// <summary>Makes the folder and writes a file that goes at once.</summary>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="UsageException">The reports could not be written there.</exception>
    public static string Prepare(string output)
    {
        var shown = DisplayText.Clean(output, 200);
        try
        {
            var folder = Path.GetFullPath(output);
            Directory.CreateDirectory(folder);
            if (Files.FirstOrDefault(file => Directory.Exists(Path.Combine(folder, file))) is { } taken)
            {
                throw new UsageException($"--output {shown} has a folder named {taken}, where a report goes; name another folder");
            }

            using var probe = new FileStream(
                Path.Combine(folder, "." + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--output {shown} cannot be written: {Reason(e)}; name a folder that can");
        }
    }
}
