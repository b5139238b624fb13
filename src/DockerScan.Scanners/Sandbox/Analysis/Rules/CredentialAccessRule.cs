using System.Text.RegularExpressions;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Planted credentials: seen leaving (proof), only read, or fetched from the metadata service.</summary>
internal sealed partial class CredentialAccessRule : IBehaviorRule
{
    private const string Mend = "Find out which process takes credentials and whether the service needs them; replace those that it could reach.";

    private const int MaxOwners = 12;

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var sent = input.Network<TokenEvent>().Where(token => !IsItsOwnService(token)).ToList();
        foreach (var same in sent.GroupBy(token => Place(input, token)).Take(BehaviorDrafts.MaxFindings))
        {
            var tokens = same.OrderBy(token => token.Ms).ToList();
            tokens.ForEach(token => Mark(input, token));
            yield return BehaviorDrafts.Make(BehaviorChecks.CredentialAccess, "token-sent", Severity.Critical, "A planted credential was sent out", same.Key,
                EvidenceList.Of(tokens, token => Line(input, token)), Mend, Lineage.Of(input, tokens.Take(MaxOwners).Select(token => Owner(input, token))));
        }

        var taken = sent.Select(token => token.Token).ToHashSet(StringComparer.Ordinal);
        foreach (var same in input.Inspect<OpenedEvent>().Where(each => each.What == "honeytoken").GroupBy(each => each.Path))
        {
            var opened = same.MinBy(each => each.Ms)!;
            var owner = input.Processes.OnlyAlive(opened.Ms);
            var wasSent = opened.Token is { } token && taken.Contains(token);
            if (!wasSent && same.Key.EndsWith("/.env", StringComparison.Ordinal))
            {
                // Every program with a dotenv library reads it at its start. The timeline shows it.
                continue;
            }

            input.Suspicion.Mark(opened);
            yield return BehaviorDrafts.Make(BehaviorChecks.CredentialAccess, "token-read", wasSent ? Severity.High : Severity.Medium,
                "A planted credential file was read", StablePath.Of(same.Key),
                [$"{input.At(opened.Ms)} {EvidenceText.Who(owner)}: opened {same.Key}{(wasSent ? ", and its content was sent out" : string.Empty)}", .. Readers(input, same.Key).Select(each => each.Line)], Mend, Lineage.Of(input, Readers(input, same.Key).Select(each => each.Process).Prepend(owner)));
        }

        foreach (var finding in Metadata(input))
        {
            yield return finding;
        }
    }

    private static IEnumerable<FindingDraft> Metadata(BehaviorInput input)
    {
        var fetched = input.Contacts.Connections
            .Where(contact => (contact.Application == "metadata" || Addresses.IsMetadata(contact.Address)) && contact.Paths.Append(contact.Summary).Any(path => Credentials().IsMatch(path)))
            .ToList();
        if (fetched.Count > 0)
        {
            foreach (var contact in fetched)
            {
                input.Suspicion.Mark(contact);
            }

            yield return BehaviorDrafts.Make(BehaviorChecks.CredentialAccess, "metadata-credentials", Severity.Medium, "Credentials were fetched from the cloud's metadata service", fetched[0].Address,
                [.. fetched.SelectMany(contact => contact.Paths.Where(path => Credentials().IsMatch(path)).Take(3).Select(path => $"asked for {path}").Prepend(EvidenceText.Connection(input, contact)))], Mend, Lineage.Of(input, fetched.Select(contact => contact.Process)));
        }
    }

    private static void Mark(BehaviorInput input, TokenEvent token)
    {
        input.Suspicion.Mark(token);
        input.Suspicion.Mark(Owner(input, token));
    }

    private static ProcessInstance? Owner(BehaviorInput input, TokenEvent token)
        => input.Owner(token.Protocol == "dns" ? "udp" : token.Protocol, Addresses.Normalize(token.Address), token.Port, token.SourcePort, token.Ms);

    private static string Line(BehaviorInput input, TokenEvent token)
    {
        var owner = Owner(input, token);
        var file = input.Record.TokenFiles.FirstOrDefault(each => each.Value == token.Token).Key;
        return $"{input.At(token.Ms)} {EvidenceText.Who(owner)}: honeytoken {token.Token}{(file is null ? string.Empty : $" of {file}")}, {token.Encoding}, in {token.Protocol} to {Addresses.Endpoint(token.Address, token.Port)}";
    }

    // A token that goes back to the metadata service is used as it is meant to be.
    private static bool IsItsOwnService(TokenEvent token) => Addresses.IsMetadata(Addresses.Normalize(token.Address));

    // By name where one led there; a question's name is made up from the token itself, so for DNS the server stands for it.
    private static string Place(BehaviorInput input, TokenEvent token)
    {
        var address = Addresses.Normalize(token.Address);
        return input.Contacts.At(address, token.Port)?.Location
            ?? (token.Protocol == "dns" ? "dns" : Addresses.Endpoint(address, token.Port));
    }

    private static IEnumerable<(ProcessInstance Process, string Line)> Readers(BehaviorInput input, string path)
        => CommandLines.Of(input).Where(each => each.State.Command.Contains(path, StringComparison.Ordinal)).Take(3)
            .Select(each => (each.Process, $"{input.At(each.State.Ms)} {EvidenceText.Who(each.Process)}: {EvidenceText.Command(each.State.Command)}"));

    [GeneratedRegex("security-credentials/[^ /?]+|service-accounts/[^ /]+/(?:token|identity)|identity/oauth2/token|/ram/security-credentials/[^ /?]+|v2/credentials", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Credentials();
}
