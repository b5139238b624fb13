using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Signatures;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Mining. The protocol is proof; a pool's name or a pool address on the command line says it; the rest counts in pairs, and a busy processor never alone.</summary>
internal sealed class MinerRule : IBehaviorRule
{
    private const string Mend = "Do not deploy the image, and remove containers already running from it.";

    private const int MaxName = 30;
    private const int WalletEnds = 8;

    // Of more nothing is shown.
    private const int MaxContacts = 12;

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var proof = input.Contacts.Connections.Where(contact => contact.Application == "stratum").ToList();
        var load = CpuLoad.Burn(input);
        var burn = load is null ? [] : (string[])[$"the processor was busy: {load}"];
        var commands = Commands(input).Concat(Agents(input)).ToList();
        var names = Names(input).ToList();
        foreach (var same in proof.GroupBy(contact => contact.Location).Take(BehaviorDrafts.MaxFindings))
        {
            foreach (var contact in same)
            {
                input.Suspicion.Mark(contact);
                input.Told.Add(contact);
            }

            yield return Make(input, "stratum", Severity.Critical, Title(same.First()), same.Key,
                [.. same.Take(MaxContacts).SelectMany(contact => Lines(input, contact)), .. Texts(names), .. Texts(commands), .. burn], same.Select(contact => contact.Process)) with { AlsoChecks = [BehaviorChecks.ExternalContact] };
        }

        var pools = proof.Count > 0 ? [] : Pools(input).ToList();
        foreach (var same in pools.GroupBy(contact => contact.Domain!, StringComparer.OrdinalIgnoreCase).Take(BehaviorDrafts.MaxFindings))
        {
            foreach (var contact in same)
            {
                input.Suspicion.Mark(contact);
                input.Told.Add(contact);
            }

            yield return Make(input, "pool", Severity.High, "The image contacts a mining pool", same.Key,
                [.. same.Take(MaxContacts).Select(contact => EvidenceText.Connection(input, contact)), .. Texts(names), .. Texts(commands), .. burn], same.Select(contact => contact.Process)) with { AlsoChecks = [BehaviorChecks.ExternalContact] };
        }

        if (proof.Count == 0 && pools.Count == 0 && Program(input, commands, names, burn) is { } finding)
        {
            yield return finding;
        }
    }

    private static FindingDraft? Program(BehaviorInput input, List<Sign> commands, List<Sign> names, string[] burn)
    {
        var ports = burn.Length == 0 ? [] : Ports(input).ToList();
        var strong = commands.Exists(sign => sign.IsStrong);
        var kinds = (commands.Count > 0 ? 1 : 0) + (names.Count > 0 ? 1 : 0) + burn.Length + (ports.Count > 0 ? 1 : 0);
        if (!strong && kinds < 2)
        {
            return null;
        }

        List<Sign> signs = [.. commands, .. names, .. ports];
        foreach (var process in signs.Select(sign => sign.Process))
        {
            input.Suspicion.Mark(process);
        }

        return Make(input, "program", Severity.High, "A mining program runs", signs[0].Location, [.. Texts(signs), .. burn], signs.Select(sign => sign.Process));
    }

    // Who mines for whom is what a person acts on, so it stands in the card and not only in the evidence.
    private static string Title(Contact contact)
    {
        var who = contact.Process is { Name: { Length: > 0 } name } ? DisplayText.Clean(name, MaxName) : "it";
        return contact.Details.GetValueOrDefault("wallet") is { Length: > 0 } wallet
            ? $"The image mines: {who} logs in to a mining pool for the wallet {Short(DisplayText.Clean(wallet, EvidenceText.MaxCommand))}"
            : $"The image mines: {who} logs in to a mining pool";
    }

    private static string Short(string wallet) => wallet.Length <= WalletEnds * 3 ? wallet : $"{wallet[..WalletEnds]}…{wallet[^WalletEnds..]}";

    private static FindingDraft Make(BehaviorInput input, string id, Severity severity, string title, string location, IReadOnlyList<string> evidence, IEnumerable<ProcessInstance?> by)
        => BehaviorDrafts.Make(BehaviorChecks.Miner, id, severity, title, location, evidence, Mend, Lineage.Of(input, by));

    private static IEnumerable<string> Lines(BehaviorInput input, Contact contact)
    {
        yield return EvidenceText.Connection(input, contact);
        var told = contact.Details.Where(detail => detail.Key is "wallet" or "agent" or "password" or "algo" or "rigid").Select(detail => $"{detail.Key} {EvidenceText.Command(detail.Value)}").ToList();
        if (told.Count > 0)
        {
            yield return string.Join(", ", told);
        }

        if (contact.Process is { } process)
        {
            yield return $"command line: {EvidenceText.Command(process.Last.Command)}";
        }
    }

    private static IEnumerable<Contact> Pools(BehaviorInput input)
        => input.Contacts.All.Where(contact => contact.Domain is { } name && BehaviorSet.Covers(input.Settings.PoolDomains, name)
            || (contact.Details.GetValueOrDefault("sni") is { } sni && BehaviorSet.Covers(input.Settings.PoolDomains, sni)))
            .Select(contact => contact.Domain is null ? contact with { Domain = contact.Details["sni"] } : contact);

    private static IEnumerable<Sign> Commands(BehaviorInput input)
    {
        foreach (var (process, state) in CommandLines.Of(input))
        {
            var hit = input.Settings.Signatures.Where(each => each.Category == "miner" && each.Severity >= Severity.High && !IsName(each) && each.Pattern.IsMatch(state.Command)).MaxBy(each => each.Severity);
            if (hit is not null)
            {
                yield return new Sign(process, hit.Severity == Severity.Critical, $"{input.At(state.Ms)} {EvidenceText.Who(process)}: {hit.Title}: {EvidenceText.Command(state.Command)}");
            }
        }
    }

    // A mining program that names itself to a server: only one of those does.
    private static IEnumerable<Sign> Agents(BehaviorInput input)
        => input.Contacts.Connections.Where(contact => contact.Application == "http" && contact.Details.GetValueOrDefault("agent") is { } agent && input.Settings.MinerNames.Contains(agent.Split('/', ' ')[0]))
            .Select(contact => new Sign(contact.Process, IsStrong: true, "it calls itself a mining program: " + EvidenceText.Connection(input, contact), contact.Location));

    // Told by the executable instead, so that it is not counted twice.
    private static bool IsName(ScriptSignature signature) => signature.Id == "miner.program-name";

    private static IEnumerable<Sign> Names(BehaviorInput input)
        => input.Processes.All.Where(process => process.States.Any(state =>
                input.Settings.MinerNames.Contains(ProcessInstance.NameOf(state)) || input.Settings.MinerNames.Contains(ProcessInstance.CalledName(state))))
            .Select(process => new Sign(process, IsStrong: false, $"{input.At(process.StartedMs)} {EvidenceText.Who(process)}: named like a mining program: {EvidenceText.Command(process.Last.Command)}"));

    private static IEnumerable<Sign> Ports(BehaviorInput input)
        => input.Contacts.All.Where(contact => contact.Protocol == "tcp" && input.Settings.MinerPorts.Contains(contact.Port) && contact.Application is null or "unknown" or "tls")
            .Where(contact => input.Settings.MinerPorts.Contains(contact.Port))
            .Select(contact => new Sign(contact.Process, IsStrong: false, "a port that mining pools use: " + EvidenceText.Connection(input, contact), contact.Location));

    private static IEnumerable<string> Texts(IEnumerable<Sign> signs) => signs.Select(sign => sign.Text).Take(4);

    private sealed record Sign(ProcessInstance? Process, bool IsStrong, string Text, string? Place = null)
    {
        public string Location => Place ?? StablePath.Of(Process?.Path ?? Process?.Name ?? "unknown");
    }
}
