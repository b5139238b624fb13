using System.Net;

namespace DockerScan.Core.Reputations;

/// <summary>One thing to ask a reputation service about. Made by <see cref="TryFile"/>, <see cref="TryAddress"/> and <see cref="TryDomain"/>, which let nothing private through.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A lower-case hex SHA-256, an address in its canonical spelling, or a lower-case ASCII domain without a dot at its end.</param>
public sealed record Indicator(IndicatorKind Kind, string Value)
{
    /// <summary>The value as it may be shown: no program makes a link of it.</summary>
    public string Defanged => Kind switch
    {
        IndicatorKind.File => Value,
        IndicatorKind.Domain => Value.Replace(".", "[.]", StringComparison.Ordinal),
        IndicatorKind.Address => Value.Replace(".", "[.]", StringComparison.Ordinal).Replace(":", "[:]", StringComparison.Ordinal),
    };

    /// <summary>A file, or null when the text is not 64 hex digits.</summary>
    public static Indicator? TryFile(string? sha256)
        => sha256 is { Length: 64 } && sha256.All(char.IsAsciiHexDigit) ? new Indicator(IndicatorKind.File, sha256.ToLowerInvariant()) : null;

    /// <summary>An address, or null when it is none or not on the public internet: private, loopback, link-local (cloud metadata), multicast, documentation.</summary>
    public static Indicator? TryAddress(string? address)
        => !IPAddress.TryParse(address, out var parsed) || !PublicAddress.IsPublic(parsed) ? null
            : new Indicator(IndicatorKind.Address, (parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : new IPAddress(parsed.GetAddressBytes())).ToString());

    /// <summary>A domain, or null when it is no name of the public DNS.</summary>
    public static Indicator? TryDomain(string? name) => PublicDomain.Normalize(name) is { } domain ? new Indicator(IndicatorKind.Domain, domain) : null;
}

/// <summary>What kind of thing a reputation service is asked about.</summary>
public enum IndicatorKind
{
    /// <summary>A file, by its SHA-256.</summary>
    File,

    /// <summary>A public IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>A public domain name.</summary>
    Domain,
}
