namespace DockerScan.Sentinel.Recognition;

/// <summary>A command to Redis in its protocol: an array of strings.</summary>
internal static class RedisText
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var lines = bytes.Length > 3 && bytes[0] == (byte)'*' && char.IsAsciiDigit((char)bytes[1]) ? TextLines.Of(bytes) : [];
        if (lines.Count < 3 || !lines[1].StartsWith('$'))
        {
            return null;
        }

        var words = lines.Skip(2).Where((_, i) => i % 2 == 0).Take(6).ToList();
        var command = Recognizer.Detail(string.Join(' ', words));
        return new Recognition { Application = "redis", Summary = $"Redis {command}", Details = { ["command"] = command } };
    }
}
