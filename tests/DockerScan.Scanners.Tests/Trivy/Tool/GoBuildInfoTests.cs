using System.Text;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Tool;

public sealed class GoBuildInfoTests
{
    private const string Own = "path\tgithub.com/aquasecurity/trivy/cmd/trivy\nmod\tgithub.com/aquasecurity/trivy\tv0.69.4\t\ndep\tgo.etcd.io/bbolt\tv1.4.3\th1:x\n";

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData((1 << 20) - 16)]
    [InlineData((1 << 20) - 32)]
    [InlineData((3 << 20) + 48)]
    public async Task ReadAsync_ListAnywhere_IsFound(int at) => Assert.Equal(Own, await ReadAsync(GoBinary.Bytes(Own, at)));

    [Fact]
    public async Task ReadAsync_MarkAmongConstants_IsPassedOver()
    {
        var bytes = GoBinary.Bytes(Own, 4096);
        GoBinary.Mark.CopyTo(bytes.AsSpan(64));
        GoBinary.Mark.CopyTo(bytes.AsSpan(133));

        Assert.Equal(Own, await ReadAsync(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u007fELF")]
    public async Task ReadAsync_NoList_IsNull(string text) => Assert.Null(await ReadAsync(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public async Task ReadAsync_HostileLengths_AreNull()
    {
        var whole = GoBinary.Bytes(Own, 0);
        foreach (var change in (Action<byte[]>[])
        [
            bytes => bytes[15] = 0,
            bytes => bytes.AsSpan(32, 10).Fill(0xff),
            bytes => bytes[32] = 0x7f,
            bytes => "no"u8.CopyTo(bytes.AsSpan(33)),
            bytes => bytes.AsSpan(32 + 9, 5).Fill(0xff),
        ])
        {
            var bytes = whole.ToArray();
            change(bytes);
            Assert.Null(await ReadAsync(bytes));
        }

        for (var length = 0; length < whole.Length - 1; length += 7)
        {
            Assert.Null(await ReadAsync(whole[..length]));
        }
    }

    [Fact]
    public async Task ReadAsync_ManyMarks_GivesUp()
    {
        var bytes = new byte[2 << 20];
        for (var at = 0; at + 16 <= bytes.Length; at += 16)
        {
            GoBinary.Mark.CopyTo(bytes.AsSpan(at));
            bytes[at + 15] = 2;
        }

        Assert.Null(await ReadAsync(bytes));
    }

    [Theory]
    [InlineData(Own, "0.69.4")]
    [InlineData("path\tx\ndep\tgithub.com/aquasecurity/trivy\tv0.44.1\th1:x\n", "0.44.1")]
    [InlineData("mod\tgithub.com/aquasecurity/trivy\tv0.74.1-0.20260820063031-a851889c93ab+dirty\t\n", "0.74.1-0.20260820063031-a851889c93ab+dirty")]
    [InlineData("mod\tgithub.com/aquasecurity/trivy\t(devel)\t\nbuild\t-ldflags=\"-s -w -X github.com/aquasecurity/trivy/pkg/version/app.ver=0.74.0\"\n", "0.74.0")]
    [InlineData("mod\tgithub.com/aquasecurity/trivy\t(devel)\t\nbuild\t-ldflags=\"-X=github.com/aquasecurity/trivy/pkg/version.ver=v0.47.0\"\n", "0.47.0")]
    [InlineData("mod\tgithub.com/aquasecurity/trivy\tv0.0.0-20230810120000-abcdefabcdef\t\n", null)]
    [InlineData("mod\tgithub.com/aquasecurity/trivy-db\tv0.1.2\t\n", null)]
    [InlineData("mod\tgithub.com/evil/github.com/aquasecurity/trivy\tv0.74.0\t\n", null)]
    [InlineData("", null)]
    public void TrivyVersion_List_IsTold(string list, string? version) => Assert.Equal(version, GoBuildInfo.TrivyVersion(list));

    private static async Task<string?> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await GoBuildInfo.ReadAsync(stream, TestContext.Current.CancellationToken);
    }
}
