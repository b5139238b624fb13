namespace DockerScan.Sentinel.Dns;

/// <summary>What is answered: a record (or none) and a response code.</summary>
/// <param name="Code">0, or the error.</param>
/// <param name="Type">The record's type.</param>
/// <param name="Data">The record's data; null for none.</param>
/// <param name="Text">The answer for the event.</param>
internal sealed record DnsAnswer(int Code, ushort Type = 0, byte[]? Data = null, string? Text = null)
{
    public const int NameError = 3;
    public const int NotImplemented = 4;
    private const int MaxUdp = 1232;

    /// <summary>Seconds that it may be kept.</summary>
    public uint Lifetime { get; init; } = 60;

    public static DnsAnswer Empty { get; } = new(0);

    /// <summary>The whole response.</summary>
    public byte[] ToPacket(DnsQuestion question)
    {
        var packet = new List<byte>(question.Wire.Length + 64)
        {
            (byte)(question.Id >> 8), (byte)question.Id,
            (byte)(0x80 | (question.Opcode << 3) | (question.IsRecursionDesired ? 1 : 0)), (byte)(0x80 | Code),
            0, 1, 0, (byte)(Data is null ? 0 : 1), 0, 0, 0, (byte)(question.HasEdns ? 1 : 0),
        };
        packet.AddRange(question.Wire);
        if (Data is not null)
        {
            // The name is the question's, by a pointer to it.
            packet.AddRange([0xC0, 12, (byte)(Type >> 8), (byte)Type, 0, 1, (byte)(Lifetime >> 24), (byte)(Lifetime >> 16), (byte)(Lifetime >> 8), (byte)Lifetime, (byte)(Data.Length >> 8), (byte)Data.Length]);
            packet.AddRange(Data);
        }

        if (question.HasEdns)
        {
            packet.AddRange([0, 0, 41, MaxUdp >> 8, MaxUdp & 0xFF, 0, 0, 0, 0, 0, 0]);
        }

        return [.. packet];
    }
}
