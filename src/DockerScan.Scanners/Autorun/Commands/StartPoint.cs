namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>A command line that starts by itself.</summary>
/// <param name="Origin"><c>ENTRYPOINT</c>, <c>CMD</c>, <c>HEALTHCHECK</c>, <c>ONBUILD</c>, or the variable that names it.</param>
/// <param name="Words">Its words in exec form.</param>
/// <param name="FromCommand">Where CMD's words begin in <paramref name="Words"/>; their number when there are none.</param>
internal sealed record StartPoint(string Origin, IReadOnlyList<string> Words, int FromCommand)
{
    /// <summary>The instruction that the word at <paramref name="at"/> comes from.</summary>
    public string OriginOf(int at) => at >= FromCommand ? "CMD" : Origin;
}
