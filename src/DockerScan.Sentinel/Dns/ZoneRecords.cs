using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Dns;

/// <summary>What a domain says of itself beside its address: mail, servers, texts. Each is one of the forms that domains have, by the run's salt and the name.</summary>
internal sealed class ZoneRecords(SaltedHash salt)
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const uint OldestSerial = 1_600_000_000;
    private const uint Serials = 130_000_000;
    private static readonly string[] MailHosts = ["mail", "mx", "mx1", "mx01", "smtp", "mxa", "in-smtp", "mailgate"];
    private static readonly byte[] Preferences = [1, 5, 10, 10, 10, 20];
    private static readonly string[] NameServers = ["ns1", "ns", "ns2", "dns1", "a.ns", "ns01", "pdns1"];
    private static readonly string[] Masters = ["hostmaster", "dns", "admin", "root", "dns-admin"];
    private static readonly uint[] Refreshes = [3600, 7200, 10_000, 10_800, 14_400, 43_200, 86_400];
    private static readonly uint[] Retries = [600, 900, 1800, 2400, 3600, 7200];
    private static readonly uint[] Expires = [604_800, 1_209_600, 2_419_200, 3_600_000];
    private static readonly uint[] Negatives = [60, 300, 900, 1800, 3600];
    private static readonly uint[] Lifetimes = [60, 60, 120, 300, 300, 600, 1800, 3600, 14_400];

    /// <summary>Seconds that an answer about this name may be kept.</summary>
    public uint Lifetime(string name) => salt.Pick(Lifetimes, "ttl", name);

    public DnsAnswer Mail(DnsQuestion question)
    {
        var host = salt.Pick(MailHosts, "mx", Domain(question.Name));
        return new DnsAnswer(0, DnsTypes.Mx, [0, salt.Pick(Preferences, "preference", Domain(question.Name)), .. Under(host, 12)], $"{host}.{question.Name}");
    }

    public DnsAnswer Server(DnsQuestion question)
    {
        var host = salt.Pick(NameServers, "ns", Domain(question.Name));
        return new DnsAnswer(0, DnsTypes.Ns, Under(host, Apex(question)), $"{host}.{Domain(question.Name)}");
    }

    public DnsAnswer Authority(DnsQuestion question)
    {
        var domain = Domain(question.Name);
        var host = salt.Pick(NameServers, "ns", domain);
        var numbers = new byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(numbers, OldestSerial + (uint)(salt.Of("serial", domain) % Serials));
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), salt.Pick(Refreshes, "refresh", domain));
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(8), salt.Pick(Retries, "retry", domain));
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(12), salt.Pick(Expires, "expire", domain));
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(16), salt.Pick(Negatives, "negative", domain));
        var apex = Apex(question);
        return new DnsAnswer(0, DnsTypes.Soa, [.. Under(host, apex), .. Under(salt.Pick(Masters, "master", domain), apex), .. numbers], $"{host}.{domain}");
    }

    public DnsAnswer Text(DnsQuestion question)
    {
        var text = Words(question.Name);
        return new DnsAnswer(0, DnsTypes.Txt, [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)], text);
    }

    private string Words(string name)
    {
        if (name.StartsWith("_dmarc.", StringComparison.Ordinal))
        {
            return $"v=DMARC1; p={salt.Pick(["none", "none", "quarantine", "reject"], "dmarc", name)}";
        }

        if (name.Contains("._domainkey.", StringComparison.Ordinal))
        {
            return $"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC{Letters(120, "dkim", name).Replace('-', '+').Replace('_', '/')}IDAQAB";
        }

        var address = salt.Of("spf4", name);
        return salt.Pick<Func<string>>(
        [
            () => "v=spf1 mx -all",
            () => "v=spf1 a mx ~all",
            () => "v=spf1 include:_spf.google.com ~all",
            () => "v=spf1 include:spf.protection.outlook.com -all",
            () => "v=spf1 include:amazonses.com ~all",
            () => string.Create(CultureInfo.InvariantCulture, $"v=spf1 ip4:{95 + (address % 90)}.{(address >> 8) % 256}.{(address >> 16) % 256}.0/24 mx -all"),
            () => $"google-site-verification={Letters(43, "verification", name)}",
            () => string.Create(CultureInfo.InvariantCulture, $"MS=ms{10_000_000 + (salt.Of("ms", name) % 90_000_000)}"),
        ], "txt", name)();
    }

    private string Letters(int length, string what, string name)
    {
        const int PerHash = 10;
        var text = new StringBuilder(length);
        for (var (i, hash) = (0, 0UL); i < length; i++, hash >>= 6)
        {
            hash = i % PerHash == 0 ? salt.Of(what, name, i) : hash;
            text.Append(Base64[(int)(hash & 63)]);
        }

        return text.ToString();
    }

    // The last two labels: near enough to what somebody registered.
    private static string Domain(string name)
    {
        var dot = name.LastIndexOf('.');
        dot = dot <= 0 ? -1 : name.LastIndexOf('.', dot - 1);
        return name[(dot + 1)..];
    }

    // Where the last two labels of the question stand in the packet.
    private static int Apex(DnsQuestion question)
    {
        const int Labels = 2;
        return 12 + question.Labels.Take(Math.Max(0, question.Labels.Count - Labels)).Sum(label => label.Length + 1);
    }

    // A name in front of one that stands at this offset already.
    private static byte[] Under(string name, int offset) =>
        [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), (byte)(0xC0 | (offset >> 8)), (byte)offset];
}
