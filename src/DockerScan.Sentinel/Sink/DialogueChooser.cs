using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Metadata;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Sink;

/// <summary>Decides who answers: by the address, by the first bytes, or by the port when the caller waits for us.</summary>
internal sealed class DialogueChooser(MetadataService metadata, DnsResponder dns)
{
    private const int DnsPort = 53;

    private static readonly string[] Methods =
        ["GET ", "POST ", "PUT ", "HEAD ", "OPTIONS ", "DELETE ", "PATCH ", "CONNECT ", "TRACE ", "PROPFIND "];

    /// <summary>Null when the bytes must decide.</summary>
    public Dialogue? ByAddress(IPEndPoint meant, int sourcePort)
    {
        if (meant.Port == DnsPort)
        {
            return new DnsDialogue(dns, meant.Address, sourcePort);
        }

        return MetadataService.Serves(meant) ? new MetadataDialogue(metadata) : null;
    }

    /// <summary>Who speaks first on this port; null when it is not a port of such a protocol.</summary>
    public static Dialogue? ByPort(int port) => port switch
    {
        25 or 587 or 2525 => new SmtpDialogue(),
        21 => new FtpDialogue(),
        22 or 2222 => new SshDialogue(spoke: true),
        23 or 2323 => new TelnetDialogue(),
        110 => new MailboxDialogue(imap: false),
        143 => new MailboxDialogue(imap: true),
        3306 => new MySqlDialogue(),
        >= 6660 and <= 6669 or 6697 => new IrcDialogue(),
        _ => null,
    };

    /// <summary>Who understands these first bytes; null while that is not clear.</summary>
    public static Dialogue? ByBytes(ReadOnlySpan<byte> head, int port)
    {
        if (head.Length == 0)
        {
            return null;
        }

        if (head[0] == 0x16)
        {
            return head.Length < 3 ? null : new SilentDialogue();
        }

        if (head[0] is 4 or 5 && head.Length is >= 3 and < 300)
        {
            return new SocksDialogue();
        }

        return head[0] switch
        {
            (byte)'{' => new JsonRpcDialogue(),
            (byte)'*' when head.Length > 1 && char.IsAsciiDigit((char)head[1]) => new RedisDialogue(),
            _ => ByWord(head) ?? ByPort(port),
        };
    }

    private static Dialogue? ByWord(ReadOnlySpan<byte> head)
    {
        foreach (var method in Methods)
        {
            if (Starts(head, method))
            {
                return new HttpDialogue(WebServer.Respond);
            }
        }

        return Starts(head, "NICK ") || Starts(head, "USER ") || Starts(head, "CAP ") ? new IrcDialogue()
            : Starts(head, "EHLO ") || Starts(head, "HELO ") ? new SmtpDialogue()
            : Starts(head, "SSH-") ? new SshDialogue(spoke: false)
            : Starts(head, "PING\r") || Starts(head, "INFO\r") || Starts(head, "CONFIG ") || Starts(head, "FLUSHALL") ? new RedisDialogue()
            : null;
    }

    private static bool Starts(ReadOnlySpan<byte> head, string word)
    {
        if (head.Length < word.Length)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (head[i] != word[i])
            {
                return false;
            }
        }

        return true;
    }
}
