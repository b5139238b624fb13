using System.Globalization;

namespace DockerScan.Sentinel.Gate;

/// <summary>The gate's own start words: <c>NAME UID COUNT CHECK … -- COMMAND …</c></summary>
/// <param name="Name">The name of this run, under which the inspector listens.</param>
/// <param name="InspectorUid">The inspector's user; nobody else may open the gate.</param>
/// <param name="Check">The image's health check, which the engine does not run here; empty for none.</param>
/// <param name="Command">The image's command.</param>
internal sealed record GateWords(string Name, int InspectorUid, string[] Check, string[] Command)
{
    /// <summary>Null when they are not such words.</summary>
    public static GateWords? Parse(string[] args)
        => args is [{ Length: > 0 } name, var uid, var count, ..]
            && int.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var words)
            && words <= args.Length - 5 && args[3 + words] == "--"
            ? new GateWords(name, user, args[3..(3 + words)], args[(4 + words)..])
            : null;
}
