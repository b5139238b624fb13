using System.Text.Json;

namespace DockerScan.Docker.Sandbox;

/// <summary>Reads the engine's list of processes, bounded: a process chooses how long its command line is.</summary>
internal static class TopReader
{
    /// <summary>How many bytes of the answer are read.</summary>
    public const int MaxBytes = 4 << 20;

    private const int MaxProcesses = 4096;
    private const int MaxLineLength = 4096;

    /// <summary>The lines "pid command" that stand in the answer's first bytes.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer, isFinalBlock: answer.Length < MaxBytes, default);
        List<string> lines = [];
        List<string> words = [];
        var isProcesses = false;
        while (lines.Count < MaxProcesses && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    isProcesses = reader.ValueTextEquals("Processes"u8);
                    break;
                case JsonTokenType.String when isProcesses:
                    words.Add(reader.GetString() ?? string.Empty);
                    break;
                case JsonTokenType.EndArray when words.Count > 0:
                    var line = string.Join(' ', words);
                    lines.Add(line.Length <= MaxLineLength ? line : line[..MaxLineLength]);
                    words.Clear();
                    break;
                default:
                    break;
            }
        }

        return lines;
    }
}
