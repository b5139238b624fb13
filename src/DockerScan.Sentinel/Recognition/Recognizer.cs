using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Recognises a protocol by its first bytes, whatever the port. Never throws; reads no more than it is given.</summary>
internal static class Recognizer
{
    private const int MaxDetailChars = 256;

    private delegate Recognition? Reader(ReadOnlySpan<byte> bytes, int port);

    // The exact ones first, the loose ones last.
    private static readonly Reader[] Readers =
    [
        TlsHello.Read, HttpText.Read, StratumText.Read, SshBanner.Read, RedisText.Read, SocksBytes.Read, DirectoryBind.Read,
        MailText.Read, IrcText.Read, ShellText.Read,
    ];

    /// <summary>What they are; null when no protocol is known for them.</summary>
    public static Recognition? Recognize(ReadOnlySpan<byte> bytes, int port)
    {
        foreach (var reader in Readers)
        {
            if (reader(bytes, port) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A detail, cut and made printable.</summary>
    internal static string Detail(ReadOnlySpan<byte> bytes) => TargetText.FromBytes(bytes, MaxDetailChars);

    /// <summary>A detail, cut and made printable.</summary>
    internal static string Detail(string text) => TargetText.Cut(text, MaxDetailChars);
}
