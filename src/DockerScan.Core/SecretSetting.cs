using System.Text;

namespace DockerScan.Core;

/// <summary>
/// Reads a secret from the settings or from a file that holds nothing else. No message ever holds the secret. A file that others than
/// its owner can write is refused: whoever can write it chooses the secret. One that everybody can read is told of.
/// </summary>
public static class SecretSetting
{
    private const int MaxFileBytes = 4096;

    /// <summary>The secret, without blanks around it; null when neither is set.</summary>
    /// <param name="key">The setting's name; its file's is the same with <c>File</c> at the end.</param>
    /// <param name="value">The setting.</param>
    /// <param name="file">The file's path.</param>
    /// <exception cref="InvalidDataException">Both are set, or the file cannot be read, can be written by others or holds more than 4096 bytes.</exception>
    public static string? Find(string key, string? value, string? file) => (value, file) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidDataException($"{key} and {key}File are both set; set one of them"),
        ({ Length: > 0 }, _) => value.Trim(),
        (_, { Length: > 0 }) => ReadFile(key, file).Trim(),
        _ => null,
    };

    /// <summary>What is wrong with who may read a secret's file, in one line; null when nothing is, or when it cannot be told.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="file">The file's path.</param>
    public static string? FindExposure(string key, string? file)
        => !string.IsNullOrEmpty(file) && Mode(file) is { } mode && mode.HasFlag(UnixFileMode.OtherRead)
            ? $"{key}File can be read by everybody on this machine (mode {Octal(mode)})"
            : null;

    private static string ReadFile(string key, string file)
    {
        try
        {
            if (Mode(file) is { } mode && (mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            {
                throw new InvalidDataException($"{key}File can be written by others than its owner (mode {Octal(mode)}); type: chmod 600 {DisplayText.Clean(file, 200)}");
            }

            using var stream = File.OpenRead(file);
            var buffer = new byte[MaxFileBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxFileBytes
                ? Encoding.UTF8.GetString(buffer, 0, count)
                : throw new InvalidDataException(FormattableString.Invariant($"{key}File holds more than {MaxFileBytes} bytes; it must hold the secret alone"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{key}File cannot be read: {Reason(exception)} {DisplayText.Clean(file, 200)}", exception);
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file:",
        UnauthorizedAccessException => "it may not be read, or is a folder:",
        _ => exception.GetType().Name + ":",
    };

    // A pipe's or a device's is no permission of a file.
    private static UnixFileMode? Mode(string file)
        => !OperatingSystem.IsWindows() && File.Exists(file) && (File.GetAttributes(file) & FileAttributes.Device) != FileAttributes.Device ? File.GetUnixFileMode(file) : null;

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}

/// <summary>A secret that prints as <c>***</c>, so that it cannot reach a log by accident.</summary>
/// <param name="value">The secret.</param>
public sealed class Secret(string value)
{
    /// <summary>The secret itself, for the one place that sends it.</summary>
    public string Reveal() => value;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
