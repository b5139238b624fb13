namespace DockerScan.Discord.Inbound;

/// <summary>What became of a command that came in.</summary>
internal enum DiscordTaking
{
    /// <summary>Too many run; the person has to be told.</summary>
    Busy,

    /// <summary>It came in before, and is not run again.</summary>
    Known,

    /// <summary>It runs.</summary>
    Taken,
}
