using System.Globalization;

namespace DockerScan.Sentinel.Dns;

/// <summary>The record types that are known by name.</summary>
internal static class DnsTypes
{
    public const ushort A = 1;
    public const ushort Ns = 2;
    public const ushort Soa = 6;
    public const ushort Ptr = 12;
    public const ushort Mx = 15;
    public const ushort Txt = 16;
    public const ushort Aaaa = 28;
    public const ushort Srv = 33;
    public const ushort Any = 255;

    public static string Name(ushort type) => type switch
    {
        A => "A", Ns => "NS", 5 => "CNAME", Soa => "SOA", 10 => "NULL", Ptr => "PTR", 13 => "HINFO", Mx => "MX", Txt => "TXT", Aaaa => "AAAA", Srv => "SRV",
        35 => "NAPTR", 39 => "DNAME", 43 => "DS", 46 => "RRSIG", 48 => "DNSKEY", 52 => "TLSA", 64 => "SVCB", 65 => "HTTPS",
        252 => "AXFR", Any => "ANY", 257 => "CAA", _ => string.Create(CultureInfo.InvariantCulture, $"TYPE{type}"),
    };
}
