using System.Globalization;
using System.Net;
using System.Text;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Metadata;
using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Dns;

/// <summary>The whole name space: every name exists, with an address, mail and servers. That is what makes the callers speak.</summary>
internal sealed class DnsZone(NameTable names, SyntheticAddresses addresses, SaltedHash salt, string hostName)
{
    private const ushort Internet = 1;
    private readonly ZoneRecords _records = new(salt);

    public DnsAnswer Answer(DnsQuestion question)
    {
        if (question.Opcode != 0 || (question.Class != Internet && question.Class != DnsTypes.Any))
        {
            return new DnsAnswer(DnsAnswer.NotImplemented);
        }

        return Record(question) with { Lifetime = _records.Lifetime(question.Name) };
    }

    private DnsAnswer Record(DnsQuestion question) => question.Type switch
    {
        DnsTypes.A or DnsTypes.Any => Address(question, ipv6: false),
        DnsTypes.Aaaa => Address(question, ipv6: true),
        DnsTypes.Ptr => Reverse(question),
        DnsTypes.Mx => _records.Mail(question),
        DnsTypes.Ns => _records.Server(question),
        DnsTypes.Txt => _records.Text(question),
        DnsTypes.Soa => _records.Authority(question),
        DnsTypes.Srv => Service(question),
        _ => DnsAnswer.Empty,
    };

    private DnsAnswer Address(DnsQuestion question, bool ipv6)
    {
        if (question.Labels.Count == 0)
        {
            return DnsAnswer.Empty;
        }

        var address = Special(question.Name, ipv6);
        if (address is null)
        {
            address = addresses.For(question.Name, ipv6);
        }
        else if (address.Equals(IPAddress.None))
        {
            return DnsAnswer.Empty;
        }

        return new DnsAnswer(0, ipv6 ? DnsTypes.Aaaa : DnsTypes.A, address.GetAddressBytes(), address.ToString());
    }

    // None for a name that has no address of this family.
    private IPAddress? Special(string name, bool ipv6)
    {
        if (name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal))
        {
            return ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        }

        if (name == hostName)
        {
            return ipv6 ? Loopback.Own6 : Loopback.Own4;
        }

        if (!MetadataService.IsName(name))
        {
            return null;
        }

        return ipv6 ? IPAddress.None : MetadataService.Address;
    }

    private DnsAnswer Reverse(DnsQuestion question)
    {
        var name = Literal(question.Name) is not { } address ? null
            : IPAddress.IsLoopback(address) ? "localhost"
            : address.Equals(Loopback.Own4) || address.Equals(Loopback.Own6) ? hostName
            : names.Peek(address);
        return name is not null && Wire(name) is { } wire ? new DnsAnswer(0, DnsTypes.Ptr, wire, name) : new DnsAnswer(DnsAnswer.NameError);
    }

    // The services' own ports (IANA): a package manager that asks for _http must not be sent to a port of TLS.
    private static int ServicePort(string name) => name.Split('.')[0] switch
    {
        "_http" => 80,
        "_ldap" => 389,
        "_kerberos" => 88,
        "_xmpp-client" => 5222,
        "_mongodb" => 27017,
        "_sip" => 5060,
        _ => 443,
    };

    private static DnsAnswer Service(DnsQuestion question)
    {
        // _service._protocol.name: the server is the name itself, by a pointer behind the first two labels.
        var skip = question.Labels.TakeWhile(l => l[0] == (byte)'_').Take(2).Sum(l => l.Length + 1);
        var target = 12 + skip;
        var port = ServicePort(question.Name);
        return new DnsAnswer(
            0, DnsTypes.Srv, [0, 10, 0, 10, (byte)(port >> 8), (byte)port, (byte)(0xC0 | (target >> 8)), (byte)target], port.ToString(CultureInfo.InvariantCulture));
    }

    private static IPAddress? Literal(string name)
    {
        const string V4 = ".in-addr.arpa";
        const string V6 = ".ip6.arpa";
        if (name.EndsWith(V4, StringComparison.Ordinal))
        {
            var parts = name[..^V4.Length].Split('.');
            Array.Reverse(parts);
            return parts.Length == 4 && parts.All(p => byte.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                ? IPAddress.Parse(string.Join('.', parts.Select(p => byte.Parse(p, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))))
                : null;
        }

        if (!name.EndsWith(V6, StringComparison.Ordinal) || name.Length != 63 + V6.Length)
        {
            return null;
        }

        var nibbles = string.Concat(name[..^V6.Length].Split('.').Reverse());
        return nibbles.Length == 32 && nibbles.All(char.IsAsciiHexDigit) ? new IPAddress(Convert.FromHexString(nibbles)) : null;
    }

    // Null for a name with escapes: it is not given back.
    private static byte[]? Wire(string name)
    {
        var wire = new List<byte>();
        foreach (var label in name.Split('.'))
        {
            if (label.Length is 0 or > 63 || label.Contains('\\', StringComparison.Ordinal))
            {
                return null;
            }

            wire.Add((byte)label.Length);
            wire.AddRange(Encoding.ASCII.GetBytes(label));
        }

        return [.. wire, 0];
    }
}
