using System.Text;
using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Capture;

/// <summary>Looks for honeytokens in bytes.</summary>
internal sealed class TokenSearch(SentinelSpec spec)
{
    public TokenHit? Find(ReadOnlySpan<byte> data)
    {
        foreach (var (id, token) in spec.Tokens)
        {
            if (data.IndexOf(Encoding.UTF8.GetBytes(token)) >= 0)
            {
                return new TokenHit(id, "plain");
            }
        }

        return null;
    }
}
