using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>A contact and the place that its finding is of.</summary>
internal sealed record ContactPlace(string Kind, string Location, Contact Contact)
{
    // "co.kr" and its like are no owner's domain.
    private static readonly HashSet<string> SharedSecondLevels = ["ac", "co", "com", "edu", "go", "gov", "mil", "ne", "net", "or", "org"];

    /// <summary>Made-up names, swept ports and random addresses are new in each run: they are told as one place.</summary>
    public static List<ContactPlace> Fold(BehaviorInput input, List<ContactPlace> places)
    {
        var limits = input.Limits;
        var folded = places
            .GroupBy(place => place is { Kind: "public", Contact.Domain: { Length: > 0 } } ? Parent(place.Location) : string.Empty)
            .SelectMany(same => same.Key.Length > 0 && same.Select(place => place.Location).Distinct().Count() > limits.ContactNamesPerParent
                ? same.Select(place => place with { Location = "*." + same.Key }) : same)
            .GroupBy(place => place.Kind != "discovery" && place.Contact.Domain is null && place.Contact.Port > 0 ? place.Contact.Address : string.Empty)
            .SelectMany(same => same.Key.Length > 0 && same.Select(place => place.Contact.Port).Distinct().Count() > limits.ContactPortsPerAddress
                ? same.Select(place => place with { Location = same.Key }) : same)
            .ToList();
        foreach (var kind in (string[])["public", "internal"])
        {
            var bare = folded.Where(place => place.Kind == kind && place.Contact.Domain is null).ToList();
            if (bare.Select(place => place.Contact.Address).Distinct().Count() > limits.ContactAddresses)
            {
                folded = [.. folded.Except(bare), .. bare.Select(place => place with { Location = "many addresses" })];
            }
        }

        return folded;
    }

    private static string Parent(string name)
    {
        var labels = name.Split('.');
        var kept = labels.Length >= 3 && labels[^1].Length == 2 && SharedSecondLevels.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels.TakeLast(kept));
    }
}
