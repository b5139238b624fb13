using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Data that leaves for chat services, paste places, file drops and request catchers (MITRE ATT&amp;CK T1567).</summary>
internal sealed class DataLeavingRule : IBehaviorRule
{
    private const string Mend = "Do not deploy the image before its publisher has said what is sent there and why; block the destination, and replace secrets that the container could read.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => ServiceContacts.Find(input, CommandPattern.Leak,
            contact => contact.Domain is { Length: > 0 } name && (BehaviorSet.Covers(input.Settings.Hooks, name) || BehaviorSet.Covers(input.Settings.Drops, name)),
            (name, contacts) => Judge(BehaviorSet.Covers(input.Settings.Drops, name), name, contacts), Mend);

    // What goes through TLS is not always read: then the name is all that is known.
    private static (string Id, Severity Severity, string Title, string Reason) Judge(bool isDrop, string name, IReadOnlyList<Contact> contacts)
    {
        var id = isDrop ? "drop" : "hook";
        return (isDrop, contacts.Any(Sends)) switch
        {
            (true, true) => (id, Severity.High, $"The image sends data to a place where anybody leaves files: {name}", "what is left there is read by whoever knows the address, and by nobody's name"),
            (true, false) => (id, Weight(contacts), $"The image contacts a place where anybody leaves and fetches files: {name}", "malware takes its next part from such places and leaves there what it found"),
            (false, true) => (id, Severity.Medium, $"The image sends a message to a chat service: {name}", "bots report so, and so does what steals data: only the text tells them apart"),
            _ => (id, Weight(contacts), $"The image contacts a chat service: {name}", "bots report so, and so does what steals data: only the text tells them apart"),
        };
    }

    private static Severity Weight(IReadOnlyList<Contact> contacts) => contacts.All(contact => contact.IsNameOnly) ? Severity.Low : Severity.Medium;

    private static bool Sends(Contact contact)
        => contact.Events.OfType<ConnectionEvent>().Any(each => each.Details.GetValueOrDefault("method") is "POST" or "PUT" || (each.Application is "unknown" && each.FirstBytes.Length > 0));
}
