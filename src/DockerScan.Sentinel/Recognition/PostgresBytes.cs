namespace DockerScan.Sentinel.Recognition;

/// <summary>A PostgreSQL client's first message.</summary>
internal static class PostgresBytes
{
    private const int MaxLength = 10_000;
    private const int MaxParameters = 32;
    private const long Version3 = 0x0003_0000;
    private const long Tls = 80_877_103;
    private const long Kerberos = 80_877_104;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var reader = new ByteReader(bytes);
        var length = reader.U32();
        var code = reader.U32();
        if (reader.IsShort || length is < 8 or > MaxLength)
        {
            return null;
        }

        if (length == 8 && code is Tls or Kerberos)
        {
            // Behind a request for TLS the startup message follows when we refuse.
            length = reader.U32();
            code = reader.U32();
            if (reader.IsShort || length is < 8 or > MaxLength || (code & 0xFFFF_0000) != Version3)
            {
                return new Facts("postgres").Say("PostgreSQL, asks for encryption");
            }
        }

        return (code & 0xFFFF_0000) == Version3 ? Startup(new ByteReader(reader.TakeUpTo(length - 8))) : null;
    }

    private static Recognition Startup(ByteReader parameters)
    {
        var facts = new Facts("postgres");
        for (var i = 0; i < MaxParameters && parameters.Left > 1; i++)
        {
            var name = Facts.Shown(parameters.Terminated());
            var value = parameters.Terminated();
            if (name is "user" or "database" or "application_name")
            {
                facts.Add(name, value);
            }
        }

        return facts.Say($"PostgreSQL as {facts["user"] ?? "nobody"}, database {facts["database"] ?? facts["user"] ?? "unknown"}");
    }
}
