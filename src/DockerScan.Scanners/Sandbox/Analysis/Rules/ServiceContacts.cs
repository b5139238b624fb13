using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Findings of services that are known by name, and of the command lines that lead there. What is told so is told once.</summary>
internal static class ServiceContacts
{
    private const int MaxLines = 12;

    /// <summary>One finding a pattern that matched, with the contacts of its processes; then one for each name that is left.</summary>
    /// <param name="input">The run.</param>
    /// <param name="purpose">Of the command lines.</param>
    /// <param name="isOne">Whether a contact is of such a service.</param>
    /// <param name="judge">What contacts of one name or, without one, address mean.</param>
    /// <param name="mend">What to do.</param>
    public static IEnumerable<FindingDraft> Find(
        BehaviorInput input, string purpose, Func<Contact, bool> isOne, Func<string, IReadOnlyList<Contact>, (string Id, Severity Severity, string Title, string Reason)> judge, string mend)
    {
        var left = input.Contacts.All.Where(isOne).ToList();
        var told = new HashSet<ProcessInstance>();
        foreach (var hit in CommandLines.Matching(input, purpose).OrderByDescending(hit => hit.Pattern.Severity))
        {
            // A command line that two patterns match is told by the worse of them.
            if (!hit.Processes.Any(told.Add))
            {
                continue;
            }

            var ran = hit.Processes.ToHashSet();
            var there = left.Where(contact => contact.Process is { } process && ran.Contains(process)).ToList();
            var taken = there.ToHashSet<Contact>(ReferenceEqualityComparer.Instance);
            left.RemoveAll(taken.Contains);
            Tell(input, there);
            yield return BehaviorDrafts.Make(BehaviorChecks.ExternalContact, hit.Pattern.Id, hit.Pattern.Severity, hit.Pattern.Title, there.Count > 0 ? Name(there[0]) : hit.Location,
                [.. hit.Evidence.Take(MaxLines), .. there.Take(MaxLines).Select(contact => EvidenceText.Connection(input, contact))], mend, Lineage.Of(input, hit.Processes));
        }

        foreach (var same in left.GroupBy(Name).Take(BehaviorDrafts.MaxFindings))
        {
            var contacts = same.OrderBy(contact => contact.IsNameOnly).ThenBy(contact => contact.FirstMs).ToList();
            Tell(input, contacts);
            var (id, severity, title, reason) = judge(same.Key, contacts);
            yield return BehaviorDrafts.Make(BehaviorChecks.ExternalContact, id, severity, title, same.Key, EvidenceList.Of(contacts, contact => EvidenceText.Connection(input, contact)), mend,
                Lineage.Of(input, contacts.Select(contact => contact.Process))) with { RiskReason = reason };
        }
    }

    /// <summary>Marks them, and keeps others from telling them again.</summary>
    public static void Tell(BehaviorInput input, IEnumerable<Contact> contacts)
    {
        foreach (var contact in contacts)
        {
            input.Suspicion.Mark(contact);
            input.Told.Add(contact);
        }
    }

    private static string Name(Contact contact) => contact.Domain is { Length: > 0 } name ? name.ToLowerInvariant() : contact.Address;
}
