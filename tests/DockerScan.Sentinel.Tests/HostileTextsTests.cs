using System.Globalization;
using System.Text;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Tests.Dns;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests;

/// <summary>
/// What is read of /proc, of DNS and for tokens: random and mutated inputs, the same ones in each run. DOCKERSCAN_FUZZ_INPUTS says how many.
/// </summary>
public sealed class HostileTextsTests
{
    internal static readonly int Inputs =
        int.TryParse(Environment.GetEnvironmentVariable("DOCKERSCAN_FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 100_000;

    private delegate void Reader(ReadOnlySpan<byte> bytes);

    [Fact]
    [Trait("Category", "Fuzz")]
    public void SocketLineParse_HostileBytes_NeverThrows() => Run(
        4,
        Texts(
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 123456 1 0000000000000000 100 0 0 10 0",
            "   1: B80D0120000000000000000001000000:FFFF 000000FD000000000000000002000000:01BB 06 00000000:00000000 03:00000B5C 00000000     0        0 0 3 0"),
        bytes =>
        {
            SocketLine.Parse(bytes);
            SocketTables.Field(bytes, 9);
        });

    [Fact]
    [Trait("Category", "Fuzz")]
    public void ProcStatTryParse_HostileBytes_NameLiesWithinTheText() => Run(
        5,
        Texts("42 (a) b (c) S 17 42 42 0 -1 4194560 100 0 0 0 31 11 0 0 20 0 1 0 987654 5000000 200 18446744073709551615 1 1 0\n"),
        bytes =>
        {
            if (ProcStat.TryParse(bytes, out var stat))
            {
                var name = bytes.Slice(stat.NameStart, stat.NameLength);
                Assert.InRange(ProcessReader.Command(bytes, name).Length, 1, SentinelSchema.MaxTextChars);
            }
        });

    [Fact]
    [Trait("Category", "Fuzz")]
    public void ProcStatusTryParse_HostileBytes_NeverThrows() =>
        Run(6, Texts("Name:\tsu\nTgid:\t42\nPid:\t42\nUid:\t1000\t0\t0\t0\nGid:\t5\t6\t7\t8\n"), bytes => Assert.True(ProcStatus.TryParse(bytes, out var status) || status == default));

    [Fact]
    [Trait("Category", "Fuzz")]
    public void SmallParsers_HostileBytes_NeverThrow() => Run(
        7,
        Texts("7f00-7f01 r-xp 00000000 00:1a 7   /tmp/a b (deleted)", "7f00-7f01 r-xp 0 00:01 9 /memfd:x (deleted)", "socket:[123]", "8.83 5.53 3.90 11/338 24\n", "A=b\0PATH=/a:/b::\0"),
        bytes =>
        {
            var line = MapLine.Parse(bytes);
            Assert.True(line.Path.Length <= bytes.Length && (!line.IsDeleted || line.IsSuspicious));
            SocketInode.Parse(bytes);
            PidCursor.Parse(bytes);
            TargetEnvironment.SearchPath(bytes);
        });

    [Fact]
    [Trait("Category", "Fuzz")]
    public void DnsQuestionParse_HostileBytes_StaysWithinItsBounds() => Run(
        8,
        [DnsPackets.Question("pool.minexmr.com", 28, edns: true), DnsPackets.Question([]), DnsPackets.Question([new byte[63], new byte[63], new byte[63], new byte[61]])],
        bytes => Assert.InRange(DnsQuestion.Parse(bytes)?.Name.Length ?? 0, 0, 255 * 4));

    [Fact]
    [Trait("Category", "Fuzz")]
    public void TokenSearchFind_HostileBytes_NeverThrows()
    {
        var search = new TokenSearch(new SentinelSpec { Tokens = new() { ["a"] = "AKIAQWERTYUIOP123456", ["b"] = "\u00e9\0+/=<>?~ and more", ["c"] = string.Empty } });
        Run(9, Texts("AKIAQWERTYUIOP123456", "QUtJQVFXRVJUWVVJT1AxMjM0NTY=", "QUtJQVFX\r\nRVJUWVVJT1Ax\r\nMjM0NTY", "414B49415157455254595549"), bytes => search.Find(bytes));
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.Latin1.GetBytes)];

    private static void Run(int seed, byte[][] samples, Reader read)
    {
        var random = new Random(seed);
        for (var i = 0; i < Inputs; i++)
        {
            var input = i % 8 == 0 ? RandomBytes(random) : Mutate(samples[random.Next(samples.Length)], samples, random);
            try
            {
                read(input);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, input {i}: {Convert.ToHexString(input)}", e);
            }
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(600)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>One to four changes: a byte, a bit, a cut, a piece doubled, another sample's end.</summary>
    internal static byte[] Mutate(byte[] sample, byte[][] samples, Random random)
    {
        var bytes = sample.ToArray();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Length > 0; changes--)
        {
            var (at, other) = (random.Next(bytes.Length), samples[random.Next(samples.Length)]);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)0xFF;
                    break;
                case 3:
                    bytes = bytes[..at];
                    break;
                case 4 when bytes.Length < 4096:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
                    break;
                case 5 when other.Length > 0:
                    bytes = [.. bytes[..at], .. other[random.Next(other.Length)..]];
                    break;
            }
        }

        return bytes;
    }
}
