using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Core.Acceptances;

/// <summary>
/// A person's word that findings ask for nothing, on the record and until a date. It is never changed and never erased: who takes it back adds
/// <see cref="Removal"/>. Stored results are not rewritten by it: it is looked at whenever one is read (<see cref="AcceptanceSet"/>).
/// </summary>
public sealed record Acceptance
{
    /// <summary>Its id, of an id generator.</summary>
    public required string Id { get; init; }

    /// <summary>How far it reaches.</summary>
    public required AcceptanceScope Scope { get; init; }

    /// <summary>Whether it is a risk that somebody takes, or no risk at all.</summary>
    public required AcceptanceKind Kind { get; init; }

    /// <summary>The key of the finding that was named; null when none was, as in a document that was read in.</summary>
    public string? Key { get; init; }

    /// <summary>The <see cref="FindingDraft.KeyClass"/> of the finding; null when it says nothing of it.</summary>
    public string? FindingClass { get; init; }

    /// <summary>The <see cref="FindingDraft.Id"/> of the finding: a CVE, a rule; null when it says nothing of it.</summary>
    public string? FindingId { get; init; }

    /// <summary>The <see cref="FindingDraft.Location"/>: package URL without version, or path; null for every place. A package alone is meant in whatever file it lies.</summary>
    public string? Location { get; init; }

    /// <summary>The installed version that it is about; null for each. Statements of others name one.</summary>
    public string? Version { get; init; }

    /// <summary>The digest of the one image that it is about, of its manifest, index or configuration; null for each.</summary>
    public ImageDigest? Digest { get; init; }

    /// <summary>Which repositories: a name as <c>docker.io/library/redis</c>, or a <see cref="RepositoryPattern"/>.</summary>
    public required string Repository { get; init; }

    /// <summary>The worst risk that it covers: what is worse was not known when somebody said yes. Null covers each.</summary>
    public Risk? WorstRisk { get; init; }

    /// <summary>Why, in the words of whoever said it. Hostile text.</summary>
    public required string Reason { get; init; }

    /// <summary>The justification of OpenVEX, e.g. <c>vulnerable_code_not_in_execute_path</c>; null when none was given.</summary>
    public string? Justification { get; init; }

    /// <summary>Who said it, as <c>ScanRequest.RequestedBy</c> is written.</summary>
    public required string Author { get; init; }

    /// <summary>Where it was said: <c>slack:T1/C1</c>, a terminal, a document's name; empty where nobody knows.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>From when on it holds.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>From when on it does not hold any more; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who took it back; null when nobody did.</summary>
    public AcceptanceRemoval? Removal { get; init; }

    /// <summary>When it stops, by its date or because somebody took it back; null while it goes on.</summary>
    public DateTimeOffset? EndsAt => Removal is { } removal && !(ExpiresAt < removal.At) ? removal.At : ExpiresAt;

    /// <summary>Whether it holds at a moment: from <see cref="MadeAt"/> on, and no longer at <see cref="EndsAt"/>.</summary>
    public bool HoldsAt(DateTimeOffset moment) => MadeAt <= moment && !(EndsAt <= moment);
}

/// <summary>That an acceptance was taken back.</summary>
/// <param name="By">Who did.</param>
/// <param name="At">When.</param>
public sealed record AcceptanceRemoval(string By, DateTimeOffset At);
