namespace DockerScan.Core.Stages;

/// <summary>
/// What can be left out of a stage. Each kind has one row in <see cref="Checks.CheckTable"/>, which says what it takes and
/// whether the stage is partial by it. The names are stored and are part of the JSON of a scan: they are only ever added.
/// </summary>
public enum GapKind
{
    /// <summary>Nobody said what kind: takes everything that the stage feeds. The default, so that a forgotten kind is never a small one.</summary>
    Unspecified,

    /// <summary>The engine did not list the image's files.</summary>
    FileListMissing,

    /// <summary>The list of the image's files is not whole.</summary>
    FileListIncomplete,

    /// <summary>The vulnerability database is the sample, which knows a few vulnerabilities.</summary>
    DatabaseSample,

    /// <summary>The vulnerability database is too old.</summary>
    DatabaseStale,

    /// <summary>There is no usable vulnerability database.</summary>
    DatabaseAbsent,

    /// <summary>There is no index of Java archives, and the image has some or may have.</summary>
    JavaIndexAbsent,

    /// <summary>Trivy has no vulnerability data for this operating system or this version of it.</summary>
    SystemUnsupported,

    /// <summary>The image has programs and never had a list of packages.</summary>
    PackageListNone,

    /// <summary>The image's list of packages was taken away, or the system that it says it is must have one.</summary>
    PackageListRemoved,

    /// <summary>The image has a list of packages that this Trivy cannot read.</summary>
    PackageListUnreadable,

    /// <summary>More was found than is kept.</summary>
    FindingsCut,

    /// <summary>The image's configuration is of a form that cannot be read whole.</summary>
    ConfigurationUnreadable,

    /// <summary>The configuration was not tested by Trivy: an image without layers is nothing that it can scan.</summary>
    ConfigurationUntested,

    /// <summary>/etc/passwd or /etc/group could not be read whole.</summary>
    AccountsUnread,

    /// <summary>The history is longer than is read.</summary>
    HistoryCut,

    /// <summary>A line of the history is made so that it cannot be read.</summary>
    HistoryUnreadable,

    /// <summary>What starts what could not be followed to its end.</summary>
    StartChainCut,

    /// <summary>A file that starts by itself could not be read.</summary>
    StartFileUnread,

    /// <summary>A file that starts by itself was searched in part only.</summary>
    StartFileCut,

    /// <summary>A watcher of the sandbox did not begin, broke, ended early or was not understood.</summary>
    WatchBroken,

    /// <summary>A watcher of the sandbox was silent for longer than it may be.</summary>
    WatchSilent,

    /// <summary>Nothing kept the image from a watcher of the sandbox: it could have become it, and stopped or ended it.</summary>
    WatchUnguarded,

    /// <summary>Events of a watcher of the sandbox are lost, or a bound was met.</summary>
    EventsLost,

    /// <summary>The image's command never ran.</summary>
    NeverRan,

    /// <summary>The image's command was stopped before the window's end.</summary>
    StoppedEarly,

    /// <summary>It is not known how the image's command ended.</summary>
    EndUnknown,

    /// <summary>The files that the image changed are not all known.</summary>
    ChangesUnread,

    /// <summary>The sandbox had no network.</summary>
    NetworkOff,

    /// <summary>The sandbox had the real network, so conversations were read from their first packets alone.</summary>
    NetworkOpen,

    /// <summary>Files that start by themselves have no answer of the reputation service.</summary>
    FilesNotLookedUp,

    /// <summary>Addresses or domains that were contacted have no answer of the reputation service.</summary>
    AddressesNotLookedUp,

    /// <summary>The vulnerability database has nothing at all for the image's system, or for a language whose packages it holds.</summary>
    AdvisoriesMissing,

    /// <summary>The image has the packages of two systems, or a release file that is not of the system whose packages it has.</summary>
    SystemMixed,

    /// <summary>The image has programs or lists of a language that this Trivy does not read.</summary>
    LanguageUnread,

    /// <summary>The image has files of its own where the sandbox plants credentials.</summary>
    CredentialsNotPlanted,

    /// <summary>The image's health check was kept from running in the sandbox.</summary>
    HealthCheckNotRun,

    /// <summary>Lines of a connection in which a login to a mining pool may stand are longer or more than are read.</summary>
    LoginsUnread,

    /// <summary>Programs that ran from changed files, or got set-uid bits, were not all held against the image's.</summary>
    CodeNotCompared,

    /// <summary>A look at all sockets and streams took so long that some may have come and gone unseen.</summary>
    LooksLate,
}
