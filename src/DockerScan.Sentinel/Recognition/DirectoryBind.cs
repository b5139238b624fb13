namespace DockerScan.Sentinel.Recognition;

/// <summary>An LDAP bind (RFC 4511): what a program does that was made to look up a name by a log line.</summary>
internal static class DirectoryBind
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
        // A sequence, message id 1, an application tag 0 with version 3.
        => bytes.Length >= 12 && bytes[0] == 0x30 && bytes[2] == 0x02 && bytes[3] == 0x01 && bytes[5] == 0x60 && bytes[7..10].SequenceEqual<byte>([2, 1, 3])
            ? new Recognition { Application = "ldap", Summary = "LDAP bind" }
            : null;
}
