namespace DockerScan.Core.Sandbox;

/// <summary>What became of the target when it was to stop acting, so that what it left can be read.</summary>
public enum TargetHold
{
    /// <summary>It had ended by itself.</summary>
    Ended,

    /// <summary>Every process of it stands still until it is killed.</summary>
    Frozen,

    /// <summary>The runtime cannot freeze it; it still runs.</summary>
    CannotFreeze,
}
