using System.Globalization;
using System.Text;

namespace DockerScan.Sentinel.Hashing;

/// <summary>
/// What is made up is the same all through one run, and another in the next: a fixed answer would tell any image where it is.
/// </summary>
/// <param name="salt">The run's own, from the host. Who does not know it cannot tell what comes next from what came before.</param>
internal sealed class SaltedHash(string salt)
{
    private readonly byte[] _salt = Encoding.UTF8.GetBytes(salt);

    /// <summary>64 bits for a name, by what they are for.</summary>
    public ulong Of(string what, string name = "", int attempt = 0)
    {
        var hash = new Sha256();
        hash.Append(_salt);
        hash.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\0{what}\0{attempt}\0{name}")));
        return ulong.Parse(hash.Finish().AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>One of these, the same for the same name.</summary>
    public T Pick<T>(IReadOnlyList<T> from, string what, string name = "") => from[(int)(Of(what, name) % (ulong)from.Count)];

    /// <summary>Hexadecimal digits, at most 16.</summary>
    public string Hex(int digits, string what, string name = "") => Of(what, name).ToString("x16", CultureInfo.InvariantCulture)[..digits];

    /// <summary>Decimal digits, at most 15, the first of which is not 0.</summary>
    public string Digits(int digits, string what)
    {
        var least = 1UL;
        for (var i = 1; i < digits; i++)
        {
            least *= 10;
        }

        return (least + (Of(what) % (least * 9))).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A UUID of version 4.</summary>
    public string Uuid(string what)
    {
        var (high, low) = (Hex(16, what), Hex(16, what, "low"));
        return $"{high[..8]}-{high[8..12]}-4{high[13..16]}-{"89ab"[(int)(Of(what, "variant") % 4)]}{low[..3]}-{low[3..15]}";
    }
}
