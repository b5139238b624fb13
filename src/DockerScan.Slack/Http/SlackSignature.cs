using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Replay;

namespace DockerScan.Slack.Http;

/// <summary>Checks that a request comes from Slack, is fresh, and comes for the first time. The deprecated token in the body is never looked at.</summary>
internal sealed class SlackSignature(Func<Core.Secret> secret, ReplayGuard guard, TimeProvider time)
{
    /// <summary>How far a request's time may be from ours, either way: Slack's five minutes.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How long a request can pass for fresh: one from five minutes ahead does for ten.</summary>
    public static readonly TimeSpan Keep = 2 * Window;

    /// <summary>How many are remembered at once.</summary>
    public const int MaxRemembered = 150_000;

    private const int KeyBytes = 16;
    private readonly Lazy<byte[]> _key = new(() => Encoding.UTF8.GetBytes(secret().Reveal()));

    /// <summary>Null when it is good, else why not, in words for the log.</summary>
    public async Task<string?> FindProblemAsync(ChatHttpRequest request, CancellationToken cancellationToken)
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

        return await guard.AddAsync(Convert.ToHexStringLower(expected.AsSpan(0, KeyBytes)), cancellationToken) switch
        {
            RecentKeyResult.New => null,
            RecentKeyResult.Seen => "it came before",
            RecentKeyResult.Full => "it cannot be told whether it came before",
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
