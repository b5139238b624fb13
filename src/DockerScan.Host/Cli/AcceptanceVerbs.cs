using System.CommandLine;

namespace DockerScan.Host.Cli;

/// <summary><c>accept</c>, <c>accepted</c>, <c>unaccept</c>: answered as in a chat; documents of OpenVEX are read and written here.</summary>
internal static class AcceptanceVerbs
{
    private const string Reason = "--reason";

    public static IEnumerable<Command> Create()
    {
        yield return Accept();
        yield return Accepted();
        yield return WatchVerbs.Create("unaccept", "Take an acceptance back: its findings count again.", [WatchVerbs.Word("ID", "The acceptance's id, as accepted lists it.")], []);
    }

    private static Command Accept()
    {
        var key = new Argument<string?>("KEY") { Description = "The finding's key, as findings lists it; none with --openvex.", Arity = ArgumentArity.ZeroOrOne };
        var days = WatchVerbs.Value("--days", "N", "For how many days, 1 to 3650; 30 when not given, and without an end with --openvex.");
        Option[] said =
        [
            WatchVerbs.Value(Reason, "WHY", "Why it can stay; others read it."),
            days,
            new Option<bool>("--false-positive") { Description = "It is not true or cannot harm here; without an end." },
            new Option<bool>("--package") { Description = "All vulnerabilities of its package, of the same risk or less." },
            new Option<bool>("--path") { Description = "All findings at its path or place, of the same risk or less." },
            WatchVerbs.Value("--repository", "GLOB", "The same in all repositories that match, e.g. 'ghcr.io/acme/*'."),
        ];
        var file = WatchVerbs.Value("--openvex", "FILE", "Accept what a document of OpenVEX says is not affected or fixed.");
        var command = WatchVerbs.Create("accept", "Accept a finding for a time, or call it a false positive; on the record.", [key], [.. said, file]);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(file) is { } path
            ? parsed.GetValue(key) is null && said.All(option => option == days || parsed.GetResult(option) is null or { Implicit: true })
                ? OpenVexFiles.ReadAsync(parsed, path, parsed.GetValue(days), cancellationToken)
                : throw new UsageException("--openvex goes with --days and nothing else")
            : parsed.GetValue(key) is null ? throw new UsageException("accept needs a finding's KEY, or --openvex FILE; findings SCAN lists the keys")
            : WatchVerbs.RunAsync(parsed, "accept", [key], said, cancellationToken));
        return command;
    }

    private static Command Accepted()
    {
        Option[] said = [new Option<bool>("--all") { Description = "Also what ended or was taken back." }, WatchVerbs.Value("--page", "N", "Which page, ten each.")];
        var file = WatchVerbs.Value("--openvex", "FILE", "Write what holds now as a document of OpenVEX.");
        var command = WatchVerbs.Create("accepted", "List what is accepted, by whom and until when.", [], [.. said, file]);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(file) is { } path
            ? OpenVexFiles.WriteAsync(parsed, path, cancellationToken) : WatchVerbs.RunAsync(parsed, "accepted", [], said, cancellationToken));
        return command;
    }
}
