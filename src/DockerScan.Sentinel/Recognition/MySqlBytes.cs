namespace DockerScan.Sentinel.Recognition;

/// <summary>A MySQL client's answer to the greeting.</summary>
internal static class MySqlBytes
{
    private const int HeaderLength = 4;
    private const int MinLength = 32;
    private const int MaxLength = 4096;
    private const int Filler = 23;
    private const long Protocol41 = 0x0200;
    private const long Tls = 0x0800;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.Length < HeaderLength + MinLength)
        {
            return null;
        }

        // Length in three bytes, the lowest first; the greeting was number 0.
        var length = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        var reader = new ByteReader(bytes[HeaderLength..]);
        var capabilities = reader.U32LittleEndian();
        reader.Take(4 + 1);
        var filler = reader.Take(Filler);
        if (bytes[3] != 1 || length is < MinLength or > MaxLength || (capabilities & Protocol41) == 0 || filler.IndexOfAnyExcept((byte)0) >= 0)
        {
            return null;
        }

        if (length == MinLength && (capabilities & Tls) != 0)
        {
            return new Facts("mysql").Say("MySQL, asks for encryption");
        }

        var facts = new Facts("mysql").Add("user", reader.Terminated());
        return facts.Say($"MySQL as {facts["user"] ?? "nobody"}");
    }
}
