using System.Buffers.Binary;
using System.Net;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Dns;

/// <summary>
/// Gives each name an address of its own, the same at every question of one run, that looks like one of a hosting company.
/// An address that the target used without asking is never given, else a literal would get a name that it did not have.
/// </summary>
internal sealed class SyntheticAddresses(NameTable names, SaltedHash salt)
{
    private const int MaxLiterals = 4096;
    private const int Attempts = 64;
    private readonly Lock _gate = new();
    private readonly HashSet<IPAddress> _literals = new(MaxLiterals);

    /// <summary>Tells that the target used this address.</summary>
    public void NoteLiteral(IPAddress address)
    {
        lock (_gate)
        {
            if (_literals.Count < MaxLiterals && names.Peek(address) is null)
            {
                _literals.Add(address);
            }
        }
    }

    public IPAddress For(string name, bool ipv6)
    {
        lock (_gate)
        {
            for (var attempt = 0; ; attempt++)
            {
                var address = ipv6 ? Six(salt.Of("network6", name), salt.Of("six", name, attempt)) : Four(salt.Of("network4", name), salt.Of("four", name, attempt));
                var owner = names.Peek(address);
                if (owner == name || attempt == Attempts || (owner is null && !_literals.Contains(address)))
                {
                    names.Add(address, name);
                    return address;
                }
            }
        }
    }

    // Without the ends of each small network.
    private static IPAddress Four(ulong which, ulong hash)
    {
        var (prefix, bits) = HostingNetworks.V4[(int)(which % (ulong)HostingNetworks.V4.Count)];
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, prefix | ((uint)hash & (uint.MaxValue >> bits)));
        bytes[3] = (byte)(1 + ((hash >> 32) % 254));
        return new IPAddress(bytes);
    }

    // Half of them as a person numbers machines (::1f), half as a machine numbers itself.
    private static IPAddress Six(ulong which, ulong hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, HostingNetworks.V6[(int)(which % (ulong)HostingNetworks.V6.Count)]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)(hash >> 32));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (hash & 1) == 0 ? 1 + ((uint)hash & 0xFFFF) : (hash * 0x9E37_79B9_7F4A_7C15) | 1);
        return new IPAddress(bytes);
    }
}
