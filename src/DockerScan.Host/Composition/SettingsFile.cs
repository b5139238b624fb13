using System.Text.Json;
using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>One file of settings. Whatever is wrong with it is said with its name, and the line where there is one; never its text, which may hold secrets.</summary>
internal static class SettingsFile
{
    private const int MaxBytes = 1 << 20;

    /// <param name="file">The file.</param>
    /// <param name="origin">Who named it, e.g. <c>--config</c>.</param>
    /// <exception cref="SettingsException">It is not there, or holds no JSON object.</exception>
    public static IConfigurationRoot Read(FileInfo file, string origin)
    {
        var name = $"settings file {DisplayText.Clean(file.FullName, 200)} ({origin})";
        using var content = Open(file, name);
        try
        {
            return new ConfigurationBuilder().AddJsonStream(content).Build();
        }
        catch (JsonException e)
        {
            throw new SettingsException([FormattableString.Invariant($"{name} is not JSON from line {e.LineNumber + 1}, character {e.BytePositionInLine + 1} on{BrokenJson.Explain(content.ToArray())}; mend it there")]);
        }
        catch (FormatException e)
        {
            // A key twice, or no object at all. The message holds keys at most.
            throw new SettingsException([$"{name}: {DisplayText.Clean(e.Message, 200)}"]);
        }
    }

    private static MemoryStream Open(FileInfo file, string name)
    {
        try
        {
            // Not by its length: a pipe has none.
            using var stream = File.OpenRead(file.FullName);
            var buffer = new byte[MaxBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxBytes ? new MemoryStream(buffer, 0, count, writable: false)
                : throw new SettingsException([FormattableString.Invariant($"{name} is larger than {MaxBytes} bytes; it must hold settings alone")]);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException([$"{name} is not there; name one that is, or leave it out"]);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(file.FullName))
        {
            throw new SettingsException([$"{name} is a folder; name the file in it"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{name} cannot be read: {DisplayText.Clean(e.Message, 200)}"]);
        }
    }
}
