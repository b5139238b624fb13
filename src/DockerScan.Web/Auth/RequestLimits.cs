using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace DockerScan.Web.Auth;

/// <summary>How often one address may try a token or ask for a scan, a minute's worth at once; and how often all may try tokens.</summary>
internal sealed class RequestLimits : IDisposable
{
    /// <summary>Tries of a token a minute, of one address.</summary>
    public const int Logins = 10;

    /// <summary>Tries of a token a minute, of all.</summary>
    public const int AllLogins = 100;

    /// <summary>Scans a minute, of one address: as many as a person in a chat.</summary>
    public const int Scans = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string> _logins = Each(Logins);
    private readonly PartitionedRateLimiter<string> _scans = Each(Scans);
    private readonly TokenBucketRateLimiter _all = new(Bucket(AllLogins));

    /// <summary>Whether an address may try a token now; it is counted.</summary>
    public bool MayLogIn(IPAddress? address)
    {
        using var own = _logins.AttemptAcquire(Key(address));
        if (!own.IsAcquired)
        {
            return false;
        }

        using var all = _all.AttemptAcquire();
        return all.IsAcquired;
    }

    /// <summary>Whether an address may ask for a scan now; it is counted.</summary>
    public bool MayScan(IPAddress? address)
    {
        using var lease = _scans.AttemptAcquire(Key(address));
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _logins.Dispose();
        _scans.Dispose();
        _all.Dispose();
    }

    private static PartitionedRateLimiter<string> Each(int perMinute)
        => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(perMinute)));

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute, TokensPerPeriod = 1, ReplenishmentPeriod = Minute / perMinute, QueueLimit = 0, AutoReplenishment = true,
    };

    // Who has one address of IPv6 has 2^64 of them.
    private static string Key(IPAddress? address) => address switch
    {
        null => string.Empty,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
