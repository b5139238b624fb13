using System.Collections.Frozen;
using System.Globalization;
using DockerScan.Core.Stages;
using static DockerScan.Core.Checks.GapRule;
using static DockerScan.Core.Checks.Look;

namespace DockerScan.Core.Checks;

/// <summary>
/// What must have happened before a check may say "not detected", which stage does it, and which gaps take it. The one
/// place where this is decided; <c>fedBy</c> in <c>config/checklist.yaml</c> lists the same stages for people.
/// </summary>
public static class CheckTable
{
    // In the sentence of a stage; the gaps themselves are all kept.
    private const int MaxReasons = 5;

    private static readonly Look[] EveryLook = Enum.GetValues<Look>();

    // The whole of a run: what one watcher did not see, another may not have been made to see either.
    private static readonly Look[] Run = [ProcessesWatched, SocketsWatched, ContactsWatched, ConversationsRead, ChangesRead, EndSeen];

    private static readonly FrozenDictionary<string, Look[]> Rows = new Dictionary<string, Look[]>(StringComparer.Ordinal)
    {
        [CheckIds.OutdatedSoftware] = [PackagesMatched],
        [CheckIds.InsecureCoding] = [PackagesMatched],
        [CheckIds.NetworkSecurity] = [PackagesMatched],
        [CheckIds.WeakAccessControl] = [PackagesMatched],
        [CheckIds.Misconfiguration] = [PackagesMatched, MisconfigurationsTested, ConfigurationRead, HistoryRead, PermissionsRead],
        [CheckIds.RootUser] = [ConfigurationRead, ProcessesWatched],
        [CheckIds.SetUid] = [PermissionsRead],
        [CheckIds.ExternalContact] = [ContactsWatched],
        [CheckIds.MaliciousAddress] = [ContactsWatched, AddressesLookedUp],
        [CheckIds.TcpProcess] = [ProcessesWatched, SocketsWatched],
        [CheckIds.AutorunFile] = [StartChainFollowed, StartFilesSearched],
        [CheckIds.AutorunMalware] = [StartChainFollowed, StartFilesSearched, FilesLookedUp],
        [CheckIds.SecretFile] = [FilesSearchedForSecrets],
        [CheckIds.SecretEnv] = [ConfigurationSearchedForSecrets, HistoryRead],
        [CheckIds.Miner] = [ProcessesWatched, ContactsWatched, ConversationsRead, LoginsRead],
        [CheckIds.Dos] = [ProcessesWatched, ContactsWatched, ConversationsRead],
        [CheckIds.ReverseShell] = [ProcessesWatched, SocketsWatched, ContactsWatched, ConversationsRead],
        [CheckIds.Scan] = [ProcessesWatched, ContactsWatched],
        [CheckIds.DroppedExecutable] = [ProcessesWatched, ChangesRead, CodeCompared],
        [CheckIds.Persistence] = [ProcessesWatched, ChangesRead],
        [CheckIds.EscapeAttempt] = [ProcessesWatched, SocketsWatched, ContactsWatched, ConversationsRead, ChangesRead],
        [CheckIds.CredentialAccess] = [ProcessesWatched, ContactsWatched, ConversationsRead, CredentialsPlanted],
        [CheckIds.Crash] = [ProcessesWatched, EndSeen],
        [CheckIds.Drift] = [.. Run, RunsCompared],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The checks that the table decides.</summary>
    public static IReadOnlyCollection<string> Checks => Rows.Keys;

    /// <summary>What must have happened before a check may say "not detected"; empty for one that the table does not know.</summary>
    public static IReadOnlyList<Look> NeedsOf(string check) => Rows.GetValueOrDefault(check) ?? [];

    /// <summary>The stage that does it; null when none does yet.</summary>
    public static string? StageOf(Look look) => look switch
    {
        PackagesMatched or MisconfigurationsTested or FilesSearchedForSecrets or ConfigurationSearchedForSecrets => StageIds.Trivy,
        ConfigurationRead or HistoryRead or PermissionsRead => StageIds.ImageConfig,
        StartChainFollowed or StartFilesSearched => StageIds.Autorun,
        ProcessesWatched or SocketsWatched or ContactsWatched or ConversationsRead or ChangesRead or EndSeen
            or LoginsRead or CodeCompared or CredentialsPlanted => StageIds.Sandbox,
        FilesLookedUp or AddressesLookedUp => StageIds.VirusTotal,
        RunsCompared => null,
    };

    /// <summary>What a kind of gap does.</summary>
    public static GapRule Of(GapKind kind) => kind switch
    {
        GapKind.Unspecified => Partial(EveryLook),
        GapKind.FileListMissing or GapKind.FileListIncomplete
            => Partial(PackagesMatched, ConfigurationRead, PermissionsRead, StartChainFollowed, StartFilesSearched, ChangesRead),
        GapKind.DatabaseSample or GapKind.DatabaseStale or GapKind.DatabaseAbsent or GapKind.JavaIndexAbsent or GapKind.SystemUnsupported
            or GapKind.PackageListRemoved or GapKind.PackageListUnreadable or GapKind.AdvisoriesMissing or GapKind.SystemMixed => Partial(PackagesMatched),
        // Nothing is missing that somebody took away: the scan is whole, and says of the packages that it does not know them.
        GapKind.PackageListNone or GapKind.LanguageUnread => Quiet(PackagesMatched),
        GapKind.FindingsCut => Partial(EveryLook),
        GapKind.ConfigurationUnreadable
            => Partial(MisconfigurationsTested, ConfigurationSearchedForSecrets, ConfigurationRead, HistoryRead, StartChainFollowed),
        // There are no files, so there is little that a configuration could do; what is in it is read by the image configuration scanner.
        GapKind.ConfigurationUntested => Quiet(MisconfigurationsTested, ConfigurationSearchedForSecrets),
        GapKind.AccountsUnread => Partial(ConfigurationRead),
        GapKind.HistoryCut or GapKind.HistoryUnreadable => Partial(HistoryRead, StartChainFollowed, ConfigurationSearchedForSecrets),
        // What was not followed was not searched, and what was not searched may have started more.
        GapKind.StartChainCut or GapKind.StartFileUnread or GapKind.StartFileCut => Partial(StartChainFollowed, StartFilesSearched),
        GapKind.WatchBroken or GapKind.WatchSilent or GapKind.WatchUnguarded or GapKind.EventsLost or GapKind.NeverRan or GapKind.StoppedEarly or GapKind.EndUnknown
            or GapKind.HealthCheckNotRun => Partial(Run),
        GapKind.ChangesUnread => Partial(ChangesRead),
        // Not only who hides does these: long lines, very many descriptors, a start script that changes the owner of all programs, credentials of its own.
        // The rest of the run was seen.
        GapKind.LoginsUnread => Quiet(LoginsRead),
        GapKind.LooksLate => Quiet(SocketsWatched),
        GapKind.CodeNotCompared => Quiet(CodeCompared),
        GapKind.CredentialsNotPlanted => Quiet(CredentialsPlanted),
        GapKind.NetworkOff => Partial(ContactsWatched, ConversationsRead),
        GapKind.NetworkOpen => Partial(ConversationsRead),
        GapKind.FilesNotLookedUp => Partial(FilesLookedUp),
        GapKind.AddressesNotLookedUp => Partial(AddressesLookedUp),
    };

    /// <summary>What a stage did not do by a gap: all that it does when the kind has nothing to do with it.</summary>
    public static IReadOnlySet<Look> Taken(string stage, GapKind kind)
    {
        var done = EveryLook.Where(look => StageOf(look) == stage).ToHashSet();
        var taken = done.Where(Of(kind).Takes.Contains).ToHashSet();
        return taken.Count > 0 ? taken : done;
    }

    /// <summary>The checks that a gap of a stage takes, in the table's order of ids.</summary>
    public static IReadOnlyList<string> ChecksTaken(string stage, GapKind kind)
    {
        var taken = Taken(stage, kind);
        return [.. Rows.Where(row => row.Value.Any(taken.Contains)).Select(row => row.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>How a stage with these gaps ended, and why.</summary>
    public static (StageOutcome Outcome, string? Reason) Conclude(IReadOnlyList<Gap> gaps)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        var worst = gaps.Where(gap => Of(gap.Kind).MakesPartial).Select(gap => gap.Detail).ToList();
        var more = worst.Count > MaxReasons ? string.Create(CultureInfo.InvariantCulture, $"; and {worst.Count - MaxReasons} more") : string.Empty;
        return worst.Count == 0 ? (StageOutcome.Completed, null) : (StageOutcome.Partial, string.Join("; ", worst.Take(MaxReasons)) + more);
    }
}
