using System.Buffers;
using System.Globalization;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Acceptances;

/// <summary>What an acceptance may hold: everything of it was typed by a person or read from a document, and is shown to others.</summary>
public static class AcceptanceRules
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int MaxReason = 500;

    /// <summary>The longest of every other text, in UTF-16 units; a location may be four times as long.</summary>
    public const int MaxText = 256;

    /// <summary>For how many days one can hold at most, unless it is for ever.</summary>
    public const int MaxDays = 3650;

    /// <summary>For how many days a risk is accepted when nobody says.</summary>
    public const int DefaultDays = 30;

    private const int KeyLength = 16;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>True for the key of a finding, as <see cref="FindingKey"/> makes it.</summary>
    public static bool IsKey(string? text) => text is { Length: KeyLength } && !text.AsSpan().ContainsAnyExcept(LowerHex);

    /// <summary>The acceptance with its texts in one line each and without control characters, or what is wrong with it.</summary>
    public static Result<Acceptance> Check(Acceptance acceptance)
    {
        ArgumentNullException.ThrowIfNull(acceptance);
        if (acceptance.Reason.Length > MaxReason)
        {
            return Refuse(string.Create(CultureInfo.InvariantCulture, $"the reason is longer than {MaxReason} characters; next step: shorten it"));
        }

        var clean = acceptance with
        {
            Reason = DisplayText.Clean(acceptance.Reason.Trim(), MaxReason),
            Author = DisplayText.Clean(acceptance.Author, MaxText),
            Place = DisplayText.Clean(acceptance.Place, MaxText),
        };
        return Problem(clean) is { } problem ? Refuse(problem) : clean;
    }

    private static ScanFailure Refuse(string problem) => new(FailureKind.Refused, problem);

    private static string? Problem(Acceptance one) => one switch
    {
        { Reason.Length: 0 } => "a reason is needed; next step: --reason \"why it can stay\"",
        { Author.Length: 0 } => "nobody is named as the author",
        { Key: { } key } when !IsKey(key) => "a finding's key is 16 digits and letters from a to f; next step: copy it from the findings",
        { Scope: AcceptanceScope.Finding, Key: null } => "a finding's key is needed",
        { Scope: AcceptanceScope.Package or AcceptanceScope.Path, Location: not { Length: > 0 } } => "it names no package and no path",
        { Scope: AcceptanceScope.Repository, FindingId: not { Length: > 0 } } => "it names no finding",
        { FindingId.Length: > MaxText } or { FindingClass.Length: > MaxText } or { Justification.Length: > MaxText } or { Version.Length: > MaxText } or { Location.Length: > 4 * MaxText } => "it names something that is too long",
        _ when !RepositoryPattern.IsValid(one.Repository) => "the repositories cannot be understood; next step: a name, or a pattern as ghcr.io/acme/*",
        { ExpiresAt: { } end } when end <= one.MadeAt => "it ends before it begins",
        { ExpiresAt: { } end } when end > one.MadeAt.AddDays(MaxDays) => string.Create(CultureInfo.InvariantCulture, $"it lasts longer than {MaxDays} days; next step: name fewer"),
        _ => null,
    };
}
