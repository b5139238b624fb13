using System.Buffers.Binary;
using DockerScan.Sentinel.Dns;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class NtpReplyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 500, TimeSpan.Zero);

    [Fact]
    public void To_ClientQuestion_TellsTheTimeAndSendsTheCallersBack()
    {
        var answer = NtpReply.To(Question(0x23), Now, 7)!;

        Assert.Equal((48, 0x24, 2), (answer.Length, answer[0], answer[1]));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], answer[24..32]);
        Assert.Equal((uint)(Now.ToUnixTimeSeconds() + 2_208_988_800), BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(32)));
        Assert.Equal(0x80000000, BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(36)));
        Assert.True(BinaryPrimitives.ReadUInt64BigEndian(answer.AsSpan(16)) < BinaryPrimitives.ReadUInt64BigEndian(answer.AsSpan(32)));
        Assert.True(BinaryPrimitives.ReadUInt64BigEndian(answer.AsSpan(32)) < BinaryPrimitives.ReadUInt64BigEndian(answer.AsSpan(40)));
    }

    [Theory]
    [InlineData(0x24, 48)] // A server's answer: two that answer each other would never end.
    [InlineData(0x27, 48)] // Private use: monlist.
    [InlineData(0x16, 48)] // Control.
    [InlineData(0x03, 48)] // No version.
    [InlineData(0x23, 47)]
    [InlineData(0x23, 0)]
    public void To_AnythingElse_IsNotAnswered(int first, int length) => Assert.Null(NtpReply.To(Question(first).AsSpan(0, length), Now, 7));

    [Fact]
    public void To_ManyServers_PlausibleNumbers()
        => Assert.All(Enumerable.Range(0, 1000), i =>
        {
            var answer = NtpReply.To(Question(0x1B), Now, (ulong)i * 0x9E37_79B9_7F4A_7C15)!;
            Assert.InRange(BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(4)), 1u, 65_536u);
            Assert.InRange(BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(8)), 1u, 65_536u);
            Assert.InRange((sbyte)answer[3], -25, -23);
        });

    private static byte[] Question(int first)
    {
        var question = new byte[48];
        question[0] = (byte)first;
        byte[] sent = [1, 2, 3, 4, 5, 6, 7, 8];
        sent.CopyTo(question, 40);
        return question;
    }
}
