namespace DockerScan.TestKit.VirusTotal;

/// <summary>What goes wrong with one request.</summary>
public enum VirusTotalFault
{
    /// <summary>429 without a time to wait.</summary>
    OverQuota,

    /// <summary>429 with 120 seconds to wait.</summary>
    OverQuotaForTwoMinutes,

    /// <summary>429 with the date of the next midnight, UTC.</summary>
    OverQuotaUntilMidnight,

    /// <summary>401, as for a wrong key.</summary>
    WrongKey,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>503 with the documented error.</summary>
    Transient,

    /// <summary>No answer until the client goes.</summary>
    Silence,

    /// <summary>Half of a body, then the connection ends.</summary>
    HalfAnswer,

    /// <summary>Half of the JSON, as if it were whole.</summary>
    HalfJson,

    /// <summary>200 with a web page.</summary>
    Html,

    /// <summary>404 with a web page: not VirusTotal's own "not found".</summary>
    NotFoundPage,

    /// <summary>A body over every bound.</summary>
    Huge,

    /// <summary>A redirect to another host.</summary>
    Redirect,

    /// <summary>The object of something else.</summary>
    OtherObject,

    /// <summary>Known, but no engine ever looked at it.</summary>
    NeverAnalysed,

    /// <summary>Votes that are no numbers.</summary>
    DamagedStats,
}
