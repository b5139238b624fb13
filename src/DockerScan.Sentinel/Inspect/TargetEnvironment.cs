using System.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The environment that the image's command starts with, read from the gate.</summary>
internal static class TargetEnvironment
{
    private const int MaxBytes = 128 * 1024;

    /// <summary>The folders of its PATH.</summary>
    public static string[] SearchPath()
    {
        var buffer = new byte[MaxBytes];
        var length = ProcFile.Read(1, "environ"u8, buffer);
        return length <= 0 ? [] : SearchPath(buffer.AsSpan(0, length));
    }

    internal static string[] SearchPath(ReadOnlySpan<byte> environment)
    {
        foreach (var range in environment.Split((byte)0))
        {
            if (environment[range].StartsWith("PATH="u8))
            {
                return Encoding.UTF8.GetString(environment[range][5..]).Split(':', StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return [];
    }
}
