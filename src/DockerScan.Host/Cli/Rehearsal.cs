using System.CommandLine;

namespace DockerScan.Host.Cli;

/// <summary>
/// <c>--refuse-only</c>: <c>run.sh</c> asks whether what was typed will be refused, and starts an engine only when it will not. A verb that
/// takes it ends where it would go on to what needs more than files and the store.
/// </summary>
internal static class Rehearsal
{
    private static readonly Option<bool> Only = new("--refuse-only") { Description = "Refuse what can be refused without an engine, and do nothing else.", Hidden = true };

    /// <summary>For every verb that <c>run.sh</c> starts an engine for.</summary>
    public static void AddTo(Command command) => command.Options.Add(Only);

    /// <summary>Whether nothing else is asked for.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Only);
}
