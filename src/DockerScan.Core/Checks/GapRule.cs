namespace DockerScan.Core.Checks;

/// <summary>What a kind of gap does.</summary>
/// <param name="MakesPartial">True when a stage with it is partial, and so the verdict unknown if the stage is required.</param>
/// <param name="Takes">What did not happen by it; of a stage that does none of these, everything.</param>
public sealed record GapRule(bool MakesPartial, IReadOnlySet<Look> Takes);
