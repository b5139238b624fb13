using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Text;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Changes to places from which code comes back, or a person gets in again.</summary>
internal sealed class PersistenceRule : IBehaviorRule
{
    /// <summary>What is copied into a new home.</summary>
    internal const string Skeleton = "/etc/skel/";

    private const int MaxLines = 6;
    private const string Mend = "Do not deploy the image until its publisher explains the entry; run containers with a read-only root file system.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var names = new LinkedNames(input.Record.Image);
        foreach (var change in input.Paths.Written)
        {
            var place = input.Settings.Places.FirstOrDefault(each => names.Of(change.Path).Any(each.Contains) && (each.Line is null || Added(input, change.Path).Any(each.Line.IsMatch)));
            if (place is not null && !IsOrdinary(input, place, change.Path))
            {
                var writers = Writers(input, change.Path);
                var severity = place.IsCronTable && CronJobs.StartOnlyTheImagesOwn(Added(input, change.Path), input) ? Severity.Medium : place.Severity;
                yield return BehaviorDrafts.Make(BehaviorChecks.Persistence, place.Id, severity, place.Title, StablePath.Of(change.Path),
                    [$"{change.Path}: {change.Kind}", .. NewLines(input, change.Path), .. Lines(input, writers)], Mend, Lineage.OrUnseen(input, [.. writers.Select(each => each.Process)]));
            }
        }

        foreach (var finding in Accounts(input))
        {
            yield return finding;
        }
    }

    private static bool IsOrdinary(BehaviorInput input, PersistencePlace place, string path)
        => (place.ByPackages && input.Packages.Installed && !IsBesidePackages(input, place, path) && !CommandLines.Of(input).Any(each => each.State.Command.Contains(path, StringComparison.Ordinal) && !input.Packages.Did(each.Process)))
            || IsFolder(input, path)
            // systemd sets its units' links up at its first boot.
            || (place.Id == "systemd-unit" && path.StartsWith("/etc/systemd/", StringComparison.Ordinal) && path.Contains(".wants/", StringComparison.Ordinal)
                && input.Processes.All.Any(process => process.Pid == 1 && process.Name is "systemd" or "init"))
            || (place.Id == "profile-user" && IsSkeleton(input, path))
            // Written again as it was: a "chown -R" or "touch" brings a file into the changes.
            || (input.Record.ChangedTexts.TryGetValue(path, out var now) && input.Record.OriginalTexts.TryGetValue(path, out var before) && now == before);

    // In no list of what was installed. Login rules and the links of services are made by scripts of packages, and in no list either.
    private static bool IsBesidePackages(BehaviorInput input, PersistencePlace place, string path)
        => input.Record.PackageFiles is { } files && !files.Contains(path) && place.Id != "login-module"
            && !path.Contains(".wants/", StringComparison.Ordinal) && !path.StartsWith("/etc/rc", StringComparison.Ordinal);

    private static bool IsFolder(BehaviorInput input, string path)
        => !input.Record.ChangedTexts.ContainsKey(path)
            && (input.Record.Image?.Find(path) is { Kind: ImageEntryKind.Directory } || input.Paths.All.Any(change => change.Path.StartsWith(path + "/", StringComparison.Ordinal)));

    // A new home folder gets copies of /etc/skel.
    private static bool IsSkeleton(BehaviorInput input, string path)
        => input.Record.ChangedTexts.TryGetValue(path, out var now)
            && input.Record.OriginalTexts.TryGetValue(Skeleton + ImagePath.Name(path), out var skeleton)
            && now == skeleton;

    private static IEnumerable<string> NewLines(BehaviorInput input, string path)
        => Added(input, path).Take(MaxLines).Select(line => "  " + DisplayText.Clean(Masking.Secrets(line), 200));

    private static IEnumerable<string> Added(BehaviorInput input, string path)
    {
        if (!input.Record.ChangedTexts.TryGetValue(path, out var now))
        {
            return [];
        }

        var before = Lines(input.Record.OriginalTexts.GetValueOrDefault(path) ?? string.Empty).ToHashSet(StringComparer.Ordinal);
        return Lines(now).Where(line => line.Trim().Length > 0 && !before.Contains(line));
    }

    private static List<(ProcessInstance Process, ProcessEvent State)> Writers(BehaviorInput input, string path)
    {
        var name = ImagePath.Name(path);
        var writers = CommandLines.Of(input).Where(each => each.State.Command.Contains(path, StringComparison.Ordinal)
            || (name.Length > 6 && each.State.Command.Contains("/" + name, StringComparison.Ordinal))).Take(3).ToList();
        writers.ForEach(each => input.Suspicion.Mark(each.Process));
        return writers;
    }

    private static IEnumerable<string> Lines(BehaviorInput input, IEnumerable<(ProcessInstance Process, ProcessEvent State)> writers)
        => writers.Select(each => $"{input.At(each.State.Ms)} {EvidenceText.Who(each.Process)}: {EvidenceText.Command(each.State.Command)}");

    private static IEnumerable<FindingDraft> Accounts(BehaviorInput input)
    {
        if (input.Paths.IsWritten("/etc/passwd") && input.Record.ChangedTexts.TryGetValue("/etc/passwd", out var passwd))
        {
            var known = RootAccounts(input.Record.OriginalTexts.GetValueOrDefault("/etc/passwd") ?? string.Empty).ToHashSet(StringComparer.Ordinal);
            var added = RootAccounts(passwd).Where(name => name != "root" && !known.Contains(name)).Take(MaxLines).ToList();
            if (added.Count > 0)
            {
                var writers = Writers(input, "/etc/passwd");
                yield return BehaviorDrafts.Make(BehaviorChecks.Persistence, "root-account", Severity.High, "An account with root's number was added", "/etc/passwd",
                    [.. added.Select(name => $"/etc/passwd: {DisplayText.Clean(name, 100)} has uid 0"), .. Lines(input, writers)], Mend, Lineage.OrUnseen(input, [.. writers.Select(each => each.Process)]));
            }
        }

        if (input.Paths.IsWritten("/etc/shadow") && input.Record.ChangedTexts.TryGetValue("/etc/shadow", out var shadow)
            && HasPassword(shadow) && !HasPassword(input.Record.OriginalTexts.GetValueOrDefault("/etc/shadow") ?? string.Empty))
        {
            var writers = Writers(input, "/etc/shadow");
            yield return BehaviorDrafts.Make(BehaviorChecks.Persistence, "root-password", Severity.High, "A password was set for root", "/etc/shadow",
                ["/etc/shadow: root was locked and has a password now", .. Lines(input, writers)], Mend, Lineage.OrUnseen(input, [.. writers.Select(each => each.Process)]));
        }
    }

    private static IEnumerable<string> RootAccounts(string passwd)
        => Lines(passwd).Select(line => line.Split(':')).Where(parts => parts.Length >= 3 && parts[2].Trim().TrimStart('0').Length == 0 && parts[2].Trim().Length > 0).Select(parts => parts[0]);

    // "*" and "!" lock an account; an empty field lets everybody in.
    private static bool HasPassword(string shadow)
        => Lines(shadow).Select(line => line.Split(':')).FirstOrDefault(parts => parts[0] == "root") is { Length: >= 2 } root
            && (root[1].Length == 0 || root[1][0] is not ('*' or '!'));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Take(10_000);
}
