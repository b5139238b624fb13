using System.Text;

namespace DockerScan.Core;

/// <summary>Reads a secret from the settings or from a file that holds nothing else. No message ever holds the secret.</summary>
public static class SecretSetting
{
    private const int MaxFileBytes = 4096;

    /// <summary>The secret, without blanks around it; null when neither is set.</summary>
    /// <param name="key">The setting's name; its file's is the same with <c>File</c> at the end.</param>
    /// <param name="value">The setting.</param>
    /// <param name="file">The file's path.</param>
    /// <exception cref="InvalidDataException">Both are set, or the file cannot be read or holds more than 4096 bytes.</exception>
    public static string? Find(string key, string? value, string? file) => (value, file) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidDataException($"{key} and {key}File are both set; set one of them"),
        ({ Length: > 0 }, _) => value.Trim(),
        (_, { Length: > 0 }) => ReadFile(key, file).Trim(),
        _ => null,
    };

    private static string ReadFile(string key, string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[MaxFileBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxFileBytes
                ? Encoding.UTF8.GetString(buffer, 0, count)
                : throw new InvalidDataException(FormattableString.Invariant($"{key}File holds more than {MaxFileBytes} bytes; it must hold the secret alone"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{key}File cannot be read: {exception.GetType().Name}", exception);
        }
    }
}
