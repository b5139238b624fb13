namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>A MySQL greeting, and OK to whatever follows.</summary>
internal sealed class MySqlDialogue : Dialogue
{
    private const int MaxPackets = 16;

    public override byte[] Banner =>
    [
        0x4A, 0, 0, 0, 10, .. "8.0.36\0"u8, 8, 0, 0, 0, .. "Gt7kPq2x"u8, 0,
        0xFF, 0xF7, 0x21, 2, 0, 0xFF, 0x81, 21, .. new byte[10], .. "aB3dE6fH9jK2\0"u8, .. "mysql_native_password\0"u8,
    ];

    public override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        var answer = new List<byte>();
        for (var i = 0; bytes.Length >= 4 && i < MaxPackets; i++)
        {
            answer.AddRange([7, 0, 0, (byte)(bytes[3] + 1), 0, 0, 0, 2, 0, 0, 0]);
            var length = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
            bytes = bytes[Math.Min(bytes.Length, 4 + length)..];
        }

        return [.. answer];
    }
}
