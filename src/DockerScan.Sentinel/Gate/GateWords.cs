using System.Globalization;

namespace DockerScan.Sentinel.Gate;

/// <summary>The gate's own start words: <c>NAME UID -- COMMAND …</c></summary>
/// <param name="Name">The name of this run, under which the inspector listens.</param>
/// <param name="InspectorUid">The inspector's user; nobody else may open the gate.</param>
/// <param name="Command">The image's command.</param>
internal sealed record GateWords(string Name, int InspectorUid, string[] Command)
{
    /// <summary>Null when they are not such words.</summary>
    public static GateWords? Parse(string[] args)
        => args is [{ Length: > 0 } name, var uid, "--", _, ..] && int.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new GateWords(name, number, args[3..])
            : null;
}
