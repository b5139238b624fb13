namespace DockerScan.Sentinel.Recognition;

/// <summary>The first message to an Android device's debug service: worms look for open ones.</summary>
internal static class AdbBytes
{
    private const int HeaderLength = 24;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        // A message ends its header with the command's complement.
        if (bytes.Length < HeaderLength || !bytes.StartsWith("CNXN"u8) || (bytes[20] ^ bytes[0]) != 0xFF || (bytes[23] ^ bytes[3]) != 0xFF)
        {
            return null;
        }

        var facts = new Facts("adb").Add("banner", bytes[HeaderLength..].TrimEnd((byte)0));
        return facts.Say($"Android debug connection {facts["banner"]}");
    }
}
