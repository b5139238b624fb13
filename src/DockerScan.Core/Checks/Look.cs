namespace DockerScan.Core.Checks;

/// <summary>One thing that a scan does and that a check needs before it may say "not detected". Each belongs to one stage.</summary>
public enum Look
{
    /// <summary>Trivy: every installed package was listed and matched against vulnerability data for it.</summary>
    PackagesMatched,

    /// <summary>Trivy: the configuration was tested against the rules of misconfiguration.</summary>
    MisconfigurationsTested,

    /// <summary>Trivy: every file was searched for secrets.</summary>
    FilesSearchedForSecrets,

    /// <summary>Trivy: environment, labels and history were searched for secrets.</summary>
    ConfigurationSearchedForSecrets,

    /// <summary>Image configuration: user, ports, health check and accounts were read.</summary>
    ConfigurationRead,

    /// <summary>Image configuration: the history was read.</summary>
    HistoryRead,

    /// <summary>Image configuration: modes, owners and capabilities of every file were read.</summary>
    PermissionsRead,

    /// <summary>Autorun: what starts by itself was followed to its end.</summary>
    StartChainFollowed,

    /// <summary>Autorun: each file that starts by itself was searched whole.</summary>
    StartFilesSearched,

    /// <summary>Sandbox: the command ran, and its processes were watched.</summary>
    ProcessesWatched,

    /// <summary>Sandbox: sockets and their owners were watched.</summary>
    SocketsWatched,

    /// <summary>Sandbox: every attempt to reach something was counted.</summary>
    ContactsWatched,

    /// <summary>Sandbox: what was said in connections was read.</summary>
    ConversationsRead,

    /// <summary>Sandbox: what was changed on the disk was compared and read.</summary>
    ChangesRead,

    /// <summary>Sandbox: how the command ended is known.</summary>
    EndSeen,

    /// <summary>Sandbox: every line in which a login to a mining pool may stand was read.</summary>
    LoginsRead,

    /// <summary>Sandbox: what ran from changed files was held against the image's.</summary>
    CodeCompared,

    /// <summary>Sandbox: credentials of nobody lay at every place where a thief looks.</summary>
    CredentialsPlanted,

    /// <summary>Reputation: files that start by themselves were looked up and are known.</summary>
    FilesLookedUp,

    /// <summary>Reputation: contacted addresses and domains were looked up and are known.</summary>
    AddressesLookedUp,

    /// <summary>Two runs were compared. No stage does it yet.</summary>
    RunsCompared,
}

/// <summary>What a kind of gap does.</summary>
/// <param name="MakesPartial">True when a stage with it is partial, and so the verdict unknown if the stage is required.</param>
/// <param name="Takes">What did not happen by it; of a stage that does none of these, everything.</param>
public sealed record GapRule(bool MakesPartial, IReadOnlySet<Look> Takes)
{
    internal static GapRule Partial(params Look[] takes) => new(MakesPartial: true, takes.ToHashSet());

    internal static GapRule Quiet(params Look[] takes) => new(MakesPartial: false, takes.ToHashSet());
}
