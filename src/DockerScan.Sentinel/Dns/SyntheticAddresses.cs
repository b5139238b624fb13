using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace DockerScan.Sentinel.Dns;

/// <summary>
/// Gives each name an address of its own, the same at every question, that looks like one of a hosting company.
/// An address that the target used without asking is never given, else a literal would get a name that it did not have.
/// </summary>
internal sealed class SyntheticAddresses(NameTable names)
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
                var address = ipv6 ? Six(Hash(name, attempt), Hash(name, ~attempt)) : Four(Hash(name, attempt));
                var owner = names.Peek(address);
                if (owner == name || attempt == Attempts || (owner is null && !_literals.Contains(address)))
                {
                    names.Add(address, name);
                    return address;
                }
            }
        }
    }

    // 185.0.0.0/8 without the ends of each network.
    private static IPAddress Four(ulong hash) =>
        new([185, (byte)(hash >> 8), (byte)(hash >> 16), (byte)(1 + ((hash >> 24) % 254))]);

    private static IPAddress Six(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, 0x2A0D_5600_0000_0000 | (high & 0xFFFF_FFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low | 1);
        return new IPAddress(bytes);
    }

    // FNV-1a with a final mix: the same in every run, unlike string.GetHashCode.
    private static ulong Hash(string name, int salt)
    {
        var hash = 14695981039346656037UL ^ (uint)salt;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCDUL;
        return hash ^ (hash >> 33);
    }
}
