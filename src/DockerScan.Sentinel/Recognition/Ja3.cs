using System.Globalization;
using System.Text;

namespace DockerScan.Sentinel.Recognition;

/// <summary>The fingerprint of a TLS client: version, cipher suites, extensions, groups and point formats in their order, as numbers.</summary>
/// <remarks>https://github.com/salesforce/ja3. Values that clients make up to keep servers tolerant (GREASE, RFC 8701) are left out.</remarks>
internal sealed class Ja3
{
    public int Version { get; set; }
    public Numbers Ciphers { get; } = new();
    public Numbers Extensions { get; } = new();
    public Numbers Groups { get; } = new();
    public Numbers Formats { get; } = new();

    public string Text() => string.Join(',', Version.ToString(CultureInfo.InvariantCulture), Ciphers, Extensions, Groups, Formats);

    /// <summary>Lower-case hex MD5 of the text, which is what lists of known fingerprints hold.</summary>
    public string Digest() => Convert.ToHexStringLower(Md5.Hash(Encoding.ASCII.GetBytes(Text())));

    /// <summary>A bounded list that leaves made-up values out.</summary>
    internal sealed class Numbers
    {
        private const int Max = 512;
        private readonly List<int> _values = [];

        public void Add(int value)
        {
            if (_values.Count < Max && !((value & 0x0F0F) == 0x0A0A && (value >> 8) == (value & 0xFF)))
            {
                _values.Add(value);
            }
        }

        public void AddNumbers(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i + 1 < bytes.Length; i += 2)
            {
                Add((bytes[i] << 8) | bytes[i + 1]);
            }
        }

        public override string ToString() => string.Join('-', _values);
    }
}
