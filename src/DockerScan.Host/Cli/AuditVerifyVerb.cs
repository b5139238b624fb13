using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary><c>audit verify</c>: whether the record of commands is as it was written.</summary>
internal static class AuditVerifyVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly Option<bool> AsJson = new("--json") { Description = "One JSON array on stdout: each chain with its last number and hash, to be kept elsewhere." };

    public static Command Create()
    {
        var command = new Command("verify", "Check that no record was changed, taken out or put in between. Exit: 0 all fit, 1 some do not.") { AsJson };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        return await RunAsync(app.Get<IAuditChains>(), parsed.GetValue(AsJson), Console.Out, cancellationToken);
    }

    internal static async Task<int> RunAsync(IAuditChains chains, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        List<(AuditVerdict Verdict, AuditChainState Chain)> seen = [];
        foreach (var chain in await chains.ListAsync(cancellationToken))
        {
            seen.Add(await VerifyAsync(chains, chain, cancellationToken));
        }

        var before = await chains.CountUnchainedAsync(cancellationToken);
        await output.WriteAsync(asJson ? JsonSerializer.Serialize(seen.Select(each => Member(each.Verdict, each.Chain)), Json) + "\n" : Lines(seen, before));
        return seen.Exists(each => each.Verdict.Problem is not null) ? ExitCodes.AtOrAbove : ExitCodes.Below;
    }

    private static async Task<(AuditVerdict Verdict, AuditChainState Chain)> VerifyAsync(IAuditChains chains, AuditChainState chain, CancellationToken cancellationToken)
    {
        var verdict = await AuditChain.VerifyAsync(chain, chains.ReadAsync(chain.Writer, cancellationToken), cancellationToken);
        if (verdict.Problem is null)
        {
            return (verdict, chain);
        }

        // What was old was removed meanwhile, or a first end noted: that is no damage.
        var now = (await chains.ListAsync(cancellationToken)).FirstOrDefault(each => each.Writer == chain.Writer);
        return now is null || now == chain ? (verdict, chain) : (await AuditChain.VerifyAsync(now, chains.ReadAsync(now.Writer, cancellationToken), cancellationToken), now);
    }

    private static object Member(AuditVerdict verdict, AuditChainState chain)
        => new { Writer = Clean(verdict.Writer), Fits = verdict.Problem is null, verdict.Problem, Records = verdict.Count, verdict.Number, verdict.Hash, Removed = chain.CutNumber };

    private static string Lines(List<(AuditVerdict Verdict, AuditChainState Chain)> seen, long before)
    {
        var lines = seen.Select(each => each.Verdict.Problem is { } problem
            ? string.Create(CultureInfo.InvariantCulture, $"✗ {Clean(each.Verdict.Writer)}: {problem}; {each.Verdict.Count} records before it fit")
            : string.Create(CultureInfo.InvariantCulture, $"✓ {Clean(each.Verdict.Writer)}: {each.Verdict.Count} records fit, {each.Chain.CutNumber} older ones were removed; the last is {each.Verdict.Number} {each.Verdict.Hash}"));
        var rest = before > 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"! {before} records are of the time before there were chains, and cannot be checked")] : [];
        var all = lines.Concat(rest).DefaultIfEmpty("No command was asked for.");
        return string.Concat(all.Select(line => line + "\n"));
    }

    private static string Clean(string writer) => DisplayText.Clean(writer, 40);
}
