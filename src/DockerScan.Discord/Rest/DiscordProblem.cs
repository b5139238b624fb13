namespace DockerScan.Discord.Rest;

/// <summary>Why a call failed.</summary>
internal enum DiscordProblem
{
    /// <summary>No answer, a broken one, or a 5xx, after retries.</summary>
    Unavailable,

    /// <summary>The token is not valid (401).</summary>
    Unauthorized,

    /// <summary>The bot may not (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or no longer (404).</summary>
    NotFound,

    /// <summary>Discord does not take the request (other 4xx).</summary>
    Invalid,

    /// <summary>The wait asked for is longer than anybody would.</summary>
    RateLimited,
}
