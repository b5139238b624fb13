namespace DockerScan.Sentinel.Recognition;

/// <summary>Windows file sharing (SMB) and remote desktop (RDP): where worms go.</summary>
internal static class WindowsBytes
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        // A session message of NetBIOS, then the protocol's mark.
        if (bytes.Length >= 8 && bytes[0] == 0 && bytes[5..8].SequenceEqual("SMB"u8) && bytes[4] is 0xFE or 0xFF)
        {
            var version = bytes[4] == 0xFF ? "1" : "2";
            return new Facts("smb").Add("version", version).Say($"SMB version {version}");
        }

        // TPKT version 3 with a connection request of X.224.
        if (bytes.Length < 11 || bytes[0] != 3 || bytes[1] != 0 || bytes[5] != 0xE0 || bytes[2] * 256 + bytes[3] - 5 != bytes[4])
        {
            return null;
        }

        var user = TextLines.After(TextLines.Of(bytes[11..]), "Cookie: mstshash=");
        return new Facts("rdp").Add("user", user).Say($"RDP{(user is null ? string.Empty : $" as {Facts.Shown(user)}")}");
    }
}
