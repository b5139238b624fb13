using System.Text.Json.Serialization;

namespace DockerScan.Reporting.Json;

// The public JSON contract, schema version 1, member by member in its order. Members are only ever added; docs/json.md says what each is.
// Words are those of ContractText; null is written, unless a member is said to be absent.

/// <summary>The one object of a scan.</summary>
internal sealed record ScanDocument(
    int SchemaVersion,
    string ScanId,
    ImageDocument Image,
    string StartedAt,
    string FinishedAt,
    string Verdict,
    string AtLeast,
    bool Complete,
    IReadOnlyList<StageDocument> Stages,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<ChecklistLineDocument> Checklist,
    IReadOnlyList<ContactDocument> Network,
    IReadOnlyList<ListenerDocument> Listeners,
    IReadOnlyList<ProcessDocument> Processes,
    IReadOnlyList<AutorunDocument> Autorun,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SandboxDocument? Sandbox,
    ReportsDocument Reports,
    IReadOnlyList<DroppedDocument> Dropped,
    IReadOnlyList<IndicatorDocument> Reputation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Revision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AmendedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AcceptedDocument? Accepted);

/// <summary>What of it is accepted now.</summary>
internal sealed record AcceptedDocument(int Findings, bool Unread);

/// <summary>What was scanned.</summary>
internal sealed record ImageDocument(
    string Reference, string Repository, string? Tag, string? Digest, string? ImageId, string Platform, long? SizeBytes, OperatingSystemDocument? Os,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BaseDocument? Base);

/// <summary>What it was built on.</summary>
internal sealed record BaseDocument(string Reference, int Layers, string Source, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NewerBaseDocument? Newer);

/// <summary>A newer version of it; null where nobody can count.</summary>
internal sealed record NewerBaseDocument(string Reference, int? Removes, int? Brings);

/// <summary>The image's system.</summary>
internal sealed record OperatingSystemDocument(string Family, string Name, bool EndOfLife);

/// <summary>How a stage ended.</summary>
internal sealed record StageDocument(
    string Id,
    string Outcome,
    string? Reason,
    long DurationMs,
    IReadOnlyList<GapDocument> Gaps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Notice);

/// <summary>What a stage did not look at.</summary>
internal sealed record GapDocument(string Kind, IReadOnlyList<string> Checks, string Detail);

/// <summary>A finding.</summary>
internal sealed record FindingDocument(
    string Key,
    string Scanner,
    string Check,
    IReadOnlyList<string> AlsoChecks,
    string Id,
    string Title,
    string Severity,
    string Risk,
    string Target,
    string? InstalledVersion,
    string? FixedVersion,
    string? Evidence,
    string? Remediation,
    IEnumerable<string> References,
    string State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AcceptanceDocument? Acceptance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExploitationDocument? Exploitation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SourcePackage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Layer);

/// <summary>What lists know of its exploitation.</summary>
internal sealed record ExploitationDocument(string? KnownSince, bool Ransomware, double? Probability);

/// <summary>Why a finding counts towards nothing.</summary>
internal sealed record AcceptanceDocument(string Id, string Kind, string Scope, string Reason, string? Justification, string By, string MadeAt, string? Until);

/// <summary>A line of the checklist.</summary>
internal sealed record ChecklistLineDocument(string Group, string Check, string Result, string? Risk, int Findings);

/// <summary>An attempt to reach somebody.</summary>
internal sealed record ContactDocument(
    string Protocol, string Address, int Port, string? Domain, string? Process, string? Application, string Summary, string Reputation);

/// <summary>A socket that waits for others.</summary>
internal sealed record ListenerDocument(string Protocol, string Address, int Port, string? Process);

/// <summary>A process that was seen.</summary>
internal sealed record ProcessDocument(string Command, string? Executable, int Uid);

/// <summary>What the image starts by itself.</summary>
internal sealed record AutorunDocument(
    string Path,
    string? Sha256,
    long SizeBytes,
    string Kind,
    bool MayStart,
    string Reputation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Package,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PackageUnread);

/// <summary>A program that was not in the image.</summary>
internal sealed record DroppedDocument(string Path, string? Sha256, long SizeBytes, string Kind, bool WasRun, string Reputation);

/// <summary>What a reputation source was or will be asked.</summary>
[JsonDerivedType(typeof(AnsweredIndicatorDocument))]
internal record IndicatorDocument(string Kind, string Value, string Check, string Reputation, IReadOnlyList<string> Seen);

/// <summary>The same with an answer, whose members are absent before.</summary>
internal sealed record AnsweredIndicatorDocument(
    string Kind,
    string Value,
    string Check,
    string Reputation,
    IReadOnlyList<string> Seen,
    [property: JsonPropertyOrder(1)] int Flagged,
    [property: JsonPropertyOrder(1)] int Asked,
    [property: JsonPropertyOrder(1)] string? FirstSeen,
    [property: JsonPropertyOrder(1)] string? LastAnalysed,
    [property: JsonPropertyOrder(1)] string CheckedAt,
    [property: JsonPropertyOrder(1)] string? Link)
    : IndicatorDocument(Kind, Value, Check, Reputation, Seen);

/// <summary>How the image was run.</summary>
internal sealed record SandboxDocument(
    string Mode,
    string? Warning,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? End,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RanMs);

/// <summary>Where the files lie.</summary>
internal sealed record ReportsDocument(
    string? Markdown, string? Html, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Capture);
