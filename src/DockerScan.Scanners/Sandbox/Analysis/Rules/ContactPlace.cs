using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>A contact and the place that its finding is of.</summary>
internal sealed record ContactPlace(string Kind, string Location, Contact Contact)
{
    /// <summary>Made-up names, swept ports and random addresses are new in each run: they are told as one place.</summary>
    public static List<ContactPlace> Fold(BehaviorInput input, List<ContactPlace> places)
    {
        var limits = input.Limits;
        var folded = places
            .GroupBy(place => place is { Kind: "public", Contact.Domain: { Length: > 0 } } ? DomainNames.Parent(place.Location) : string.Empty)
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
                folded = [.. folded.Except(bare, ReferenceEqualityComparer.Instance).Cast<ContactPlace>(), .. bare.Select(place => place with { Location = "many addresses" })];
            }
        }

        return folded;
    }
}
