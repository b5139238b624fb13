using System.Text;
using DockerScan.Core.Content;

namespace DockerScan.Core.Tests.Content;

public sealed class PathBytesTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("caf\u00e9")]
    [InlineData("\ud55c\uae00")]
    [InlineData("\ud83d\udc33")]
    [InlineData("\ufffd")]
    [InlineData("\uf6ff")]
    [InlineData("\uff21")]
    [InlineData("")]
    public void Decode_Utf8_IsTheSameText(string text)
    {
        Assert.Equal(text, PathBytes.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.False(PathBytes.HasRaw(PathBytes.Decode(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData(new byte[] { 0x63, 0xE9 }, "c\uf7e9")]
    [InlineData(new byte[] { 0x63, 0xE8 }, "c\uf7e8")]
    // Cut off, too long, a surrogate, beyond the end.
    [InlineData(new byte[] { 0xE2, 0x82 }, "\uf7e2\uf782")]
    [InlineData(new byte[] { 0xC0, 0xAF }, "\uf7c0\uf7af")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\uf7ed\uf7a0\uf780")]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, "\uf7f4\uf790\uf780\uf780")]
    [InlineData(new byte[] { 0x2F, 0xFF, 0x2F }, "/\uf7ff/")]
    // A private character in the name itself, as bytes: it cannot be taken for a Latin-1 name.
    [InlineData(new byte[] { 0xEF, 0x9F, 0xA9 }, "\uf7ef\uf79f\uf7a9")]
    public void Decode_BytesThatAreNoUtf8_AreKept(byte[] name, string expected)
    {
        Assert.Equal(expected, PathBytes.Decode(name));
        Assert.True(PathBytes.HasRaw(expected));
    }

    [Fact]
    public void Decode_DifferentNames_AreNeverTheSameText()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        byte[] parts = [0x2E, 0x61, 0x80, 0xA9, 0xC3, 0xE9, 0xEF, 0x9E, 0x9F, 0xBF, 0xFF];
        var count = 0;
        foreach (var a in parts)
        {
            foreach (var b in parts)
            {
                foreach (var c in parts)
                {
                    names.Add(PathBytes.Decode([a, b, c]));
                    count++;
                }
            }
        }

        Assert.Equal(count, names.Count);
    }

    [Fact]
    public void Clean_RawBytes_AreShownAsLost() => Assert.Equal("caf\ufffd", DisplayText.Clean(PathBytes.Decode([0x63, 0x61, 0x66, 0xE9]), 10));
}
