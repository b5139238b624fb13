using System.Text;
using CsCheck;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests.Tokens;

public sealed class TokenSearchTests
{
    private const string Key = "AKIAQ7ZHONEYTOKEN42X";
    private const string Secret = "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";

    private readonly TokenSearch _search = new(new SentinelSpec { Tokens = new() { ["id"] = Key, ["secret"] = Secret } });

    [Fact]
    public void Find_Plain_Found() => Assert.Equal(new TokenHit("secret", "plain"), _search.Find(Bytes($"x={Secret}&")));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("aws_access_key_id = ")]
    public void Find_Base64_AtEveryAlignment(string before)
    {
        foreach (var after in new[] { "", "\n", "12", "123" })
        {
            var text = Convert.ToBase64String(Bytes(before + Key + after));
            Assert.Equal(new TokenHit("id", "base64"), _search.Find(Bytes(text)));
        }
    }

    [Fact]
    public void Find_Base64ForAddresses_Found()
    {
        var search = new TokenSearch(new SentinelSpec { Tokens = new() { ["x"] = "?>?>?>?>?>?>?>?>?>" } });
        var text = Convert.ToBase64String(Bytes("?>?>?>?>?>?>?>?>?>"));

        Assert.Contains('/', text);
        Assert.Equal(new TokenHit("x", "base64"), search.Find(Bytes(text.Replace('/', '_').Replace('+', '-'))));
    }

    // RFC 4648, by hand: .NET has no base32.
    [Fact]
    public void Find_Base32_AtEveryAlignmentAndInEitherCase()
    {
        foreach (var before in (string[])["", "a", "ab", "abc", "abcd", "abcde", "aws = "])
        {
            var text = Base32(Bytes(before + Secret + "xy"));
            Assert.Equal(new TokenHit("secret", "base32"), _search.Find(Bytes(text)));
            Assert.Equal(new TokenHit("secret", "base32"), _search.Find(Bytes(text.ToLowerInvariant())));
        }

        Assert.Equal("MZXW6YTB", Base32(Bytes("fooba")));
        Assert.Null(_search.Find(Bytes(Base32(Bytes(Secret[1..])))));
    }

    [Fact]
    public void Find_Hex_InEitherCase()
    {
        Assert.Equal(new TokenHit("id", "hex"), _search.Find(Bytes(Convert.ToHexString(Bytes(Key)))));
        Assert.Equal(new TokenHit("id", "hex"), _search.Find(Bytes(Convert.ToHexStringLower(Bytes(Key)))));
    }

    [Theory]
    [InlineData(76)]
    [InlineData(64)]
    [InlineData(10)]
    public void Find_Base64WithLineBreaks_Found(int width)
    {
        for (var before = 0; before < 120; before++)
        {
            var text = Convert.ToBase64String(Bytes(new string('#', before) + Secret + "\n"));
            Assert.Equal("secret", _search.Find(Bytes(string.Join('\n', text.Chunk(width).Select(line => new string(line)))))?.Token);
        }
    }

    [Fact]
    public void Find_HexDump_Found() => Assert.Equal(new TokenHit("id", "hex"), _search.Find(Bytes(" " + string.Join(' ', Bytes(Key).Select(b => b.ToString("x2", null))))));

    [Fact]
    public void Find_FormAndJson_Found()
    {
        Assert.Equal("secret", _search.Find(Bytes("data=" + Uri.EscapeDataString(Secret)))?.Token);
        Assert.Equal("secret", _search.Find(Bytes("{\"k\":\"" + Secret.Replace("/", "\\/", StringComparison.Ordinal) + "\"}"))?.Token);
        var wrapped = string.Join("\\n", Convert.ToBase64String(Bytes("#####" + Secret)).Chunk(20).Select(line => new string(line)));
        Assert.Equal("secret", _search.Find(Bytes($"{{\"file\":\"{wrapped}\"}}"))?.Token);
    }

    [Fact]
    public void FindAll_Both_EachOnce()
        => Assert.Equal(["id", "secret"], _search.FindAll(Bytes($"[default]\naws_access_key_id = {Key}\naws_secret_access_key = {Secret}\n{Key}")).Select(hit => hit.Token));

    [Fact]
    public void Find_NoTokens_Null() => Assert.Null(new TokenSearch(new SentinelSpec()).Find(Bytes(Key)));

    [Fact]
    public void Find_ShortToken_IsNotLookedFor() => Assert.Null(new TokenSearch(new SentinelSpec { Tokens = new() { ["x"] = "abc" } }).Find("abcabc"u8));

    [Fact]
    public void PatternSet_AnyBytes_FindsWhatIndexOfFinds()
        => Gen.Select(Gen.Byte[0, 3].Array[2, 6].Array[1, 8], Gen.Byte[0, 3].Array[0, 80]).Sample((patterns, data) =>
        {
            var start = 0;
            var found = new PatternSet(patterns).Next(data, ref start);
            var first = patterns.Select(each => data.AsSpan().IndexOf(each)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
            Assert.Equal(first, found < 0 ? -1 : start);
            Assert.True(found < 0 || data.AsSpan(start).StartsWith(patterns[found]));
        });

    [Fact]
    public void Find_TokenAnywhereInAnyBytes_Found()
        => Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 200], Gen.Int[0, 3]).Sample((before, after, form) =>
        {
            var token = form switch
            {
                0 => Bytes(Key),
                1 => Bytes(Convert.ToHexString(Bytes(Key))),
                2 => Bytes(Convert.ToBase64String(Bytes(Key))),
                _ => Bytes(Convert.ToBase64String(Bytes("x" + Key + "yz"))),
            };
            Assert.Contains(_search.FindAll([.. before, .. token, .. after]), hit => hit.Token == "id");
        });

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    [Fact]
    public void Find_Base64WithAnythingAround_Found()
    {
        // What stands before and behind moves the alignment and mixes into the first and last characters.
        for (var around = 0; around < 49; around++)
        {
            var text = Convert.ToBase64String(Encoding.Latin1.GetBytes(new string('\u00ff', around / 7) + Secret + new string('\u00ff', around % 7)));

            Assert.Equal(new TokenHit("secret", "base64"), _search.Find(Bytes(text)));
            Assert.Equal(new TokenHit("secret", "base64"), _search.Find(Bytes("data=" + text.TrimEnd('=') + "&")));
        }
    }

    private static string Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(b => b.ToString("b8", System.Globalization.CultureInfo.InvariantCulture)));
        return string.Concat(bits.PadRight((bits.Length + 4) / 5 * 5, '0').Chunk(5).Select(five => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Convert.ToInt32(new string(five), 2)]));
    }
}
