namespace DockerScan.Core.Checks;

/// <summary>One check of <c>config/checklist.yaml</c>.</summary>
public sealed record CheckDefinition
{
    /// <summary>The stable id.</summary>
    public required string Id { get; init; }

    /// <summary>The group's id.</summary>
    public required string Group { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>How it is diagnosed.</summary>
    public required LocalizedText Diagnosed { get; init; }

    /// <summary>How to mend it.</summary>
    public required LocalizedText Mend { get; init; }

    /// <summary>The scanners that must all have completed before "not detected" may be said.</summary>
    public required IReadOnlyList<string> FedBy { get; init; }

    /// <summary>How its findings get their risk.</summary>
    public required RiskRule Risk { get; init; }

    /// <summary>Why that rule.</summary>
    public required LocalizedText RiskReason { get; init; }

    /// <summary>What is at stake; null where nobody says.</summary>
    public LocalizedText? Asset { get; init; }

    /// <summary>Who or what could make use of it, and how; null where nobody says.</summary>
    public LocalizedText? Threat { get; init; }

    /// <summary>The CWE numbers that lead to it; empty for most.</summary>
    public IReadOnlyList<int> Cwes { get; init; } = [];

    /// <summary>Where the CWE list comes from.</summary>
    public string CweSource { get; init; } = string.Empty;
}
