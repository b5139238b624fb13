namespace DockerScan.Sentinel.Recognition;

/// <summary>A message to MongoDB.</summary>
internal static class MongoBytes
{
    private const int HeaderLength = 16;
    private const int MaxLength = 48_000_000;
    private const int Query = 2004;
    private const int Compressed = 2012;
    private const int Message = 2013;
    private const int MaxCommand = 32;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var reader = new ByteReader(bytes);
        var length = reader.U32LittleEndian();
        reader.Take(4);
        var answers = reader.U32LittleEndian();
        var operation = reader.U32LittleEndian();
        if (reader.IsShort || length is < HeaderLength or > MaxLength || answers != 0 || operation is not (Query or Compressed or Message))
        {
            return null;
        }

        var facts = new Facts("mongodb").Add("command", Command(reader.Rest, (int)operation));
        return facts.Say($"MongoDB {facts["command"] ?? "message"}");
    }

    // Flags and a section's kind, or flags, collection and two numbers; then a document, whose first element's name is the command.
    private static string? Command(ReadOnlySpan<byte> bytes, int operation)
    {
        var reader = new ByteReader(bytes);
        reader.Take(4);
        if (operation == Query)
        {
            reader.Terminated();
            reader.Take(8);
        }
        else if (operation == Message)
        {
            reader.U8();
        }

        reader.Take(4 + 1);
        var name = reader.Terminated();
        return reader.IsShort || operation == Compressed || name.Length > MaxCommand || name.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0 ? null : Facts.Shown(name);
    }
}
