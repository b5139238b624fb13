using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Made-up secrets in the form of real ones: a thief that checks what it finds takes them for such.</summary>
/// <param name="newId">Gives an unguessable id; everything follows from those, but for the private key.</param>
internal sealed class SecretForms(Func<string> newId)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int KeyBits = 2048;

    /// <summary>Bytes that nobody guesses.</summary>
    public byte[] Bytes(int count) => HKDF.Expand(
        HashAlgorithmName.SHA256, SHA256.HashData(Encoding.UTF8.GetBytes(newId() + newId() + newId() + newId())), count, []);

    /// <summary>Letters and digits.</summary>
    public string Letters(int length) => Spell(Alphanumeric, length);

    /// <summary>Base64 of so many random bytes.</summary>
    public string Base64(int bytes) => Convert.ToBase64String(Bytes(bytes));

    /// <summary>Base64 for addresses, without padding.</summary>
    public string Base64Url(int bytes) => Base64(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>One of these.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[(int)(BinaryPrimitives.ReadUInt32BigEndian(Bytes(4)) % (uint)from.Count)];

    /// <summary>An account number of Amazon: twelve digits.</summary>
    public long AwsAccount() => 100_000_000_000 + (long)(BinaryPrimitives.ReadUInt64BigEndian(Bytes(8)) % 900_000_000_000);

    /// <summary>
    /// A key id of Amazon: after four letters, base32 of ten bytes. As in their own since 2019, the first bit is set and the account
    /// stands in the 40 bits behind it.
    /// </summary>
    public string AwsKeyId(string prefix, long account)
    {
        const int AccountShift = 7;
        const ulong NewForm = 1UL << 47;
        var bytes = Bytes(10);
        var head = NewForm | ((ulong)account << AccountShift) | (bytes[5] & 0x7FU);
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(head >> (40 - (i * 8)));
        }

        var text = new StringBuilder(prefix);
        var (held, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (held, bits) = ((held << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Base32[(held >> (bits - 5)) & 31]);
            }

            held &= (1 << bits) - 1;
        }

        return text.ToString();
    }

    /// <summary>A secret key of Amazon: 40 characters of base64.</summary>
    public string AwsSecret() => Base64(30);

    /// <summary>An access token as Microsoft's cloud gives it: a JSON web token with 256 bytes of signature, 40 characters of which are given.</summary>
    public string AzureToken(DateTimeOffset now, string signature)
    {
        const int Lifetime = 86_400;
        var (tenant, key, at) = (Uuid(), Base64Url(20), now.ToUnixTimeSeconds());
        var payload = string.Create(CultureInfo.InvariantCulture,
            $$"""{"aud":"https://management.azure.com/","iss":"https://sts.windows.net/{{tenant}}/","iat":{{at - 300}},"nbf":{{at - 300}},"exp":{{at - 300 + Lifetime}},"aio":"{{Base64(45)}}","appid":"{{Uuid()}}","appidacr":"2","idp":"https://sts.windows.net/{{tenant}}/","idtyp":"app","oid":"{{Uuid()}}","sub":"{{Uuid()}}","tid":"{{tenant}}","ver":"1.0"}""");
        return $"{Url($$"""{"typ":"JWT","alg":"RS256","x5t":"{{key}}","kid":"{{key}}"}""")}.{Url(payload)}.{Base64Url(195)}{signature}{Base64Url(31)[..41]}{Pick(["A", "Q", "g", "w"])}";
    }

    /// <summary>A private key that is one: half of a pair made for this run, which opens nothing.</summary>
    public static string PrivateKey()
    {
        using var pair = RSA.Create(KeyBits);
        return pair.ExportRSAPrivateKeyPem() + "\n";
    }

    private string Uuid()
    {
        var bytes = Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private string Spell(string letters, int length) => string.Concat(Bytes(length * 2).Chunk(2).Select(two => letters[BinaryPrimitives.ReadUInt16BigEndian(two) % letters.Length]));

    private static string Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
