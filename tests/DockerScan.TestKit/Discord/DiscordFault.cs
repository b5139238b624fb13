namespace DockerScan.TestKit.Discord;

/// <summary>What goes wrong with a call.</summary>
public enum DiscordFault
{
    /// <summary>429 for a bucket, to wait 20 ms.</summary>
    RateLimited,

    /// <summary>429 for all calls of the bot, to wait 20 ms.</summary>
    RateLimitedGlobally,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>The connection breaks without an answer.</summary>
    Broken,

    /// <summary>Done, but its answer is lost on the way.</summary>
    AnswerLost,

    /// <summary>401, as after the token was reset.</summary>
    Unauthorized,

    /// <summary>A page of the network before Discord: 403 and no JSON.</summary>
    Blocked,

    /// <summary>No answer until the server ends.</summary>
    Silent,
}
