namespace DockerScan.Sentinel.Recognition;

/// <summary>An LDAP bind or search (RFC 4511): what a program sends that was made to look up a name by a line in its log (JNDI).</summary>
internal static class LdapBytes
{
    private const byte Sequence = 0x30;
    private const byte Integer = 2;
    private const byte Octets = 4;
    private const byte Enumerated = 10;
    private const byte BindRequest = 0x60;
    private const byte SearchRequest = 0x63;
    private const byte SimplePassword = 0x80;
    private const int MaxMessages = 4;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.Length < 12 || bytes[0] != Sequence)
        {
            return null;
        }

        var facts = new Facts("ldap");
        var operations = new List<string>();
        var reader = new ByteReader(bytes);
        for (var i = 0; i < MaxMessages && reader.Left > 0; i++)
        {
            var message = new ByteReader(Element(ref reader, Sequence));
            if (Operation(ref message, facts) is not { } operation)
            {
                break;
            }

            operations.Add(operation);
        }

        return operations.Count > 0 ? facts.Say($"LDAP {string.Join(" and ", operations)}") : null;
    }

    private static string? Operation(ref ByteReader message, Facts facts)
    {
        var id = Element(ref message, Integer);
        if (id.Length is < 1 or > 4 || message.Left < 2)
        {
            return null;
        }

        switch (message.Rest[0])
        {
            case BindRequest:
                var bind = new ByteReader(Element(ref message, BindRequest));
                var version = Element(ref bind, Integer);
                if (version is not [2 or 3])
                {
                    return null;
                }

                var name = Facts.Shown(Element(ref bind, Octets));
                facts.Add("dn", name).Add("password", Element(ref bind, SimplePassword));
                return name.Length == 0 ? "anonymous bind" : $"bind as {name}";
            case SearchRequest:
                var search = new ByteReader(Element(ref message, SearchRequest));
                var place = Facts.Shown(Element(ref search, Octets));
                if (Element(ref search, Enumerated).Length != 1)
                {
                    return null;
                }

                facts.Add("search", place);
                return $"search for '{place}'";
            default:
                return null;
        }
    }

    /// <summary>The content of the next element when it has this tag; as much of it as there is.</summary>
    private static ReadOnlySpan<byte> Element(ref ByteReader reader, byte tag)
    {
        if (reader.U8() != tag)
        {
            return default;
        }

        long length = reader.U8();
        if (length >= 0x80)
        {
            var octets = (int)length - 0x80;
            length = octets is < 1 or > 4 ? -1 : 0;
            for (var i = 0; i < octets && length >= 0; i++)
            {
                length = (length << 8) | reader.U8();
            }
        }

        return length < 0 ? default : reader.TakeUpTo(length);
    }
}
