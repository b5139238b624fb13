using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Engine.Chat.Http;

namespace DockerScan.Chat.Slack.Http;

/// <summary>Checks that a request comes from Slack, is fresh, and comes for the first time. The deprecated token in the body is never looked at.</summary>
internal sealed class SlackSignature(Func<Core.Secret> secret, TimeProvider time)
{
    /// <summary>How far a request's time may be from ours, either way: Slack's five minutes.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MaxRemembered = 150_000;

    // A request from five minutes ahead stays fresh for ten.
    private readonly RecentKeys<UInt128> _seen = new(2 * Window, MaxRemembered, time);
    private readonly Lazy<byte[]> _key = new(() => Encoding.UTF8.GetBytes(secret().Reveal()));

    /// <summary>Null when it is good, else why not, in words for the log.</summary>
    public string? FindProblem(ChatHttpRequest request)
    {
        if (request.Header("X-Slack-Request-Timestamp") is not { } stamp || request.Header("X-Slack-Signature") is not { } signature)
        {
            return "it is not signed";
        }

        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !IsFresh(seconds))
        {
            return "its time is not ours";
        }

        var expected = Compute(_key.Value, stamp, request.Body.Span);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.ASCII.GetBytes("v0=" + Convert.ToHexStringLower(expected))))
        {
            return "its signature is wrong";
        }

        return _seen.Add(BinaryPrimitives.ReadUInt128BigEndian(expected)) switch
        {
            RecentKeyResult.New => null,
            RecentKeyResult.Seen => "it came before",
            RecentKeyResult.Full => "too many came to tell whether it came before",
        };
    }

    internal static byte[] Compute(byte[] key, string stamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.ASCII.GetBytes($"v0:{stamp}:"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private bool IsFresh(long seconds)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return seconds >= now - Window.TotalSeconds && seconds <= now + Window.TotalSeconds;
    }
}
