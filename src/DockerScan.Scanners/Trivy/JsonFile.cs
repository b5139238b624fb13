using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DockerScan.Scanners.Trivy;

/// <summary>Small JSON files: bounded when read, whole when written.</summary>
internal static class JsonFile
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Reads one; null when it is not there, too large or not such JSON.</summary>
    public static T? TryRead<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        // Most often there is none, and the first exception of a process takes it tens of milliseconds.
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return stream.Length > MaxBytes ? null : JsonSerializer.Deserialize(stream, type);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes one by rename, so that nobody reads a half.</summary>
    public static async Task WriteAsync<T>(string path, T value, JsonTypeInfo<T> type, string id, CancellationToken cancellationToken)
    {
        var next = $"{path}.{id}";
        await File.WriteAllBytesAsync(next, JsonSerializer.SerializeToUtf8Bytes(value, type), cancellationToken);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>The same for what nobody else may read.</summary>
    public static async Task WritePrivateAsync<T>(string path, T value, JsonTypeInfo<T> type, string id, CancellationToken cancellationToken)
    {
        var next = $"{path}.{id}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using (var file = new FileStream(next, options))
            {
                await JsonSerializer.SerializeAsync(file, value, type, cancellationToken);
            }

            File.Move(next, path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }
}
