namespace DockerScan.Sentinel.Recognition;

/// <summary>A client of a message broker (MQTT 3.1, 3.1.1 and 5).</summary>
internal static class MqttBytes
{
    private const byte Connect = 0x10;
    private const int KeepAlive = 2;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var reader = new ByteReader(bytes);
        if (reader.U8() != Connect)
        {
            return null;
        }

        // The rest's length: seven bits a byte, the eighth says that one more follows.
        for (var i = 0; i < 3 && reader.U8() >= 0x80; i++)
        {
        }

        var name = reader.Take(reader.U16());
        if (!name.SequenceEqual("MQTT"u8) && !name.SequenceEqual("MQIsdp"u8))
        {
            return null;
        }

        var version = reader.U8();
        reader.Take(1 + KeepAlive);
        if (version == 5)
        {
            reader.Take(reader.U8());
        }

        var facts = new Facts("mqtt").Add("client", reader.TakeUpTo(reader.U16()));
        return facts.Say($"MQTT as {facts["client"] ?? "nobody"}");
    }
}
