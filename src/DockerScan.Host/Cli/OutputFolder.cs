using DockerScan.Core;

namespace DockerScan.Host.Cli;

/// <summary>The folder of <c>--output</c>: what cannot be written there is found before the scan, not after it.</summary>
internal static class OutputFolder
{
    private static readonly string[] Files = ["report.md", "report.html", "report.json", "capture.pcap"];

    private static string Reason(Exception e) => e switch
    {
        DirectoryNotFoundException or FileNotFoundException => "no folder can be made there",
        UnauthorizedAccessException => "this user may not write there",
        _ => DisplayText.Clean(e.Message, 200).TrimEnd('.'),
    };

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
