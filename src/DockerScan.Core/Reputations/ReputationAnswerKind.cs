namespace DockerScan.Core.Reputations;

/// <summary>How a reputation service answered.</summary>
public enum ReputationAnswerKind
{
    /// <summary>It did not answer, or with something that cannot be understood; asking again may help.</summary>
    Failed,

    /// <summary>It answered; it may be that it does not know the thing.</summary>
    Answered,

    /// <summary>The quota is used up.</summary>
    OverQuota,

    /// <summary>It does not accept the key.</summary>
    Refused,
}
