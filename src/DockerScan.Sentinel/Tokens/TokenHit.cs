namespace DockerScan.Sentinel.Tokens;

/// <summary>A honeytoken found in bytes.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Encoding"><c>plain</c>, <c>base64</c>, <c>base32</c> or <c>hex</c>.</param>
internal sealed record TokenHit(string Token, string Encoding);
