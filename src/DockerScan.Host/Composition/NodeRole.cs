namespace DockerScan.Host.Composition;

/// <summary>What a program that serves does. Any number of them work on one store.</summary>
public enum NodeRole
{
    /// <summary>Everything. What it is when nobody says.</summary>
    All,

    /// <summary>Connections to chat platforms, their commands and cards, and the pages.</summary>
    Chat,

    /// <summary>Scans, look-ups, and the runs of watches: all that needs a container engine and Trivy.</summary>
    Worker,

    /// <summary>When watches are due, what is owed to their channels, and housekeeping.</summary>
    Scheduler,
}

/// <summary>What each role does.</summary>
internal static class NodeRoles
{
    public static bool Chats(this NodeRole role) => role is NodeRole.All or NodeRole.Chat;

    public static bool Scans(this NodeRole role) => role is NodeRole.All or NodeRole.Worker;

    public static bool Schedules(this NodeRole role) => role is NodeRole.All or NodeRole.Scheduler;

    /// <summary>As it is typed and shown.</summary>
    public static string Word(this NodeRole role) => role.ToString().ToLowerInvariant();
}
