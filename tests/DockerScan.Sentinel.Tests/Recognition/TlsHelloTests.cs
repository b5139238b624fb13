using System.Buffers.Binary;
using System.Security.Cryptography;
using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Tests.Recognition;

public sealed class TlsHelloTests
{
    [Fact]
    public void Recognize_ClientHello_TellsNameProtocolsVersionPrint()
    {
        var found = Recognizer.Recognize(Record(Hello("Pool.Example", ["h2", "http/1.1"])), 443)!;

        Assert.Equal(("tls", "TLS 1.3 ClientHello for pool.example", "pool.example"), (found.Application, found.Summary, found.Domain));
        Assert.Equal(("h2,http/1.1", "1.3", "pool.example"), (found.Details["alpn"], found.Details["version"], found.Details["sni"]));
        // Made-up values (GREASE, 0x?A?A) do not count.
        Assert.Equal(Md5Hex("771,4865-49195,0-16-43-10-11,29-23,0"), found.Details["ja3"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void Recognize_FragmentedOverRecords_ReadsTheSame(int size)
    {
        var hello = Hello("pool.example", ["h2"]);
        var records = hello.Chunk(size).SelectMany(Record).ToArray();

        var found = Recognizer.Recognize(records, 443);

        Assert.Equal(Recognizer.Recognize(Record(hello), 443)?.Details, found?.Details);
    }

    [Fact]
    public void Recognize_EveryBeginning_IsTlsWithoutPrintUntilItIsWhole()
    {
        var record = Record(Hello("pool.example", ["h2"]));

        for (var length = 6; length < record.Length; length++)
        {
            var found = Recognizer.Recognize(record.AsSpan(0, length), 443);
            Assert.Equal("tls", found?.Application);
            Assert.False(found!.Details.ContainsKey("ja3"), $"at {length}");
        }
    }

    [Fact]
    public void Recognize_NameThatIsNone_IsNoDomain()
    {
        var found = Recognizer.Recognize(Record(Hello("a b\u0001", [])), 443);

        Assert.Null(found?.Domain);
        Assert.Equal(@"a b\x01", found?.Details["sni"]);
    }

    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void Md5_TestSuiteOfItsRfc_Matches(string text, string expected)
        => Assert.Equal(expected, Convert.ToHexStringLower(Md5.Hash(System.Text.Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Md5_EveryLength_MatchesTheLibrary()
    {
        for (var length = 0; length < 300; length++)
        {
            var data = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray();
            Assert.Equal(Library(data), Convert.ToHexStringLower(Md5.Hash(data)));
        }
    }

    internal static byte[] Hello(string name, string[] protocols)
    {
        var sni = System.Text.Encoding.Latin1.GetBytes(name);
        byte[] alpn = [.. protocols.SelectMany(each => System.Text.Encoding.ASCII.GetBytes(each).Prepend((byte)each.Length))];
        byte[] extensions =
        [
            .. Extension(0x2A2A, []),
            .. Extension(0, [.. Two(sni.Length + 3), 0, .. Two(sni.Length), .. sni]),
            .. Extension(16, [.. Two(alpn.Length), .. alpn]),
            .. Extension(43, [5, 0x7A, 0x7A, 3, 4, 3, 3]),
            .. Extension(10, [0, 6, 0x3A, 0x3A, 0, 29, 0, 23]),
            .. Extension(11, [1, 0]),
        ];
        byte[] body =
        [
            3, 3, .. new byte[32], 4, 1, 2, 3, 4, .. Two(6), 0x1A, 0x1A, 0x13, 0x01, 0xC0, 0x2B, 1, 0, .. Two(extensions.Length), .. extensions,
        ];
        return [1, 0, .. Two(body.Length), .. body];
    }

    internal static byte[] Record(byte[] part) => [22, 3, 1, .. Two(part.Length), .. part];

    private static byte[] Extension(int type, byte[] body) => [.. Two(type), .. Two(body.Length), .. body];

    private static byte[] Two(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private static string Md5Hex(string text) => Library(System.Text.Encoding.ASCII.GetBytes(text));

#pragma warning disable CA5351 // The thing under test is MD5.
    private static string Library(byte[] data) => Convert.ToHexStringLower(MD5.HashData(data));
#pragma warning restore CA5351
}
