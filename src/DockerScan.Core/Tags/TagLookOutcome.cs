namespace DockerScan.Core.Tags;

/// <summary>How a look ended.</summary>
public enum TagLookOutcome
{
    /// <summary>The registry cannot be reached or fails (5xx). What it is when nobody says.</summary>
    Unavailable,

    /// <summary>The registry said where the tag points.</summary>
    Answered,

    /// <summary>The repository is there and the tag is not (404).</summary>
    TagGone,

    /// <summary>The repository is not there (404).</summary>
    RepositoryGone,

    /// <summary>Credentials are missing or refused, or it is hidden that the repository is gone (401).</summary>
    Unauthorized,

    /// <summary>The credentials do not suffice (403).</summary>
    Forbidden,

    /// <summary>The limit of pulls is used up (429). Looks by HEAD go on.</summary>
    PullLimit,

    /// <summary>Too many requests of any kind (429).</summary>
    RequestLimit,

    /// <summary>Not asked: what is left of the budget is kept for people, or the registry asked to wait.</summary>
    Deferred,

    /// <summary>The registry did not answer in time.</summary>
    TimedOut,

    /// <summary>The registry sends content that is not what its digest says.</summary>
    Untrusted,

    /// <summary>What the tag points at is malformed, no image, or not there.</summary>
    Unreadable,

    /// <summary>The registry is not on the allow list, or its address is refused.</summary>
    NotAllowed,
}
