using System.Text.Json;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Documents;

/// <summary>Reads acceptances. Who took one back is kept beside it.</summary>
public static class StoredAcceptance
{
    public static Acceptance Acceptance(JsonElement element)
    {
        var one = new StoredObject(element);
        return new Acceptance
        {
            Id = one.Text("id"),
            Scope = (AcceptanceScope)one.NeededChoice(typeof(AcceptanceScope), "scope"),
            Kind = (AcceptanceKind)one.NeededChoice(typeof(AcceptanceKind), "kind"),
            Key = one.TextOrNull("key"),
            FindingClass = one.TextOrNull("findingClass"),
            FindingId = one.TextOrNull("findingId"),
            Location = one.TextOrNull("location"),
            Version = one.TextOrNull("version"),
            Digest = !one.HasValue("digest", out var digest) ? null : ImageDigest.TryParse(digest.GetString(), out var parsed) ? parsed : throw new JsonException($"not an {nameof(ImageDigest)}"),
            Repository = one.Text("repository"),
            WorstRisk = (Risk?)one.ChoiceOrNull(typeof(Risk), "worstRisk"),
            Reason = one.Text("reason"),
            Justification = one.TextOrNull("justification"),
            Author = one.Text("author"),
            Place = one.Text("place"),
            MadeAt = one.Time("madeAt"),
            ExpiresAt = one.TimeOrNull("expiresAt"),
        };
    }

    public static AcceptanceRemoval Removal(JsonElement element)
    {
        var removal = new StoredObject(element);
        return new AcceptanceRemoval(removal.Text("by"), removal.Time("at"));
    }
}
