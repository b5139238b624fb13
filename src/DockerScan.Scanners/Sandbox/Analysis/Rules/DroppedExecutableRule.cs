using System.Globalization;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Code that was not in the image. It counts when it ran, when it lies where something starts it, or when it was made to vanish; copying files is what installers do.</summary>
internal sealed class DroppedExecutableRule : IBehaviorRule
{
    private const string Mend = "Find out which process made it and why; put needed programs into the image at build time, and mount temporary folders with noexec.";

    // Of more than these no line is shown.
    private const int MaxFounds = 20;

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => Files(input).Concat(Vanished(input)).Concat(Swapped(input)).Concat(Gone(input)).Concat(Mapped(input))
            .GroupBy(found => (found.Id, found.Location)).Select(same => (Worst: same.MaxBy(found => found.Severity)!, All: same.ToList()))
            .OrderByDescending(place => place.Worst.Severity).Take(BehaviorDrafts.MaxFindings)
            .Select(place => BehaviorDrafts.Make(BehaviorChecks.DroppedExecutable, place.Worst.Id, place.Worst.Severity, place.Worst.Title, place.Worst.Location,
                [.. place.All.Take(MaxFounds).SelectMany(found => found.Lines()).Distinct()], Mend, Lineage.OrUnseen(input, [.. place.All.Take(MaxFounds).SelectMany(found => found.By)])));

    // Files that were there after the run.
    private static IEnumerable<Found> Files(BehaviorInput input)
    {
        var places = new StartPlaces(input);
        var hasInstaller = HasInstaller(input);
        var isUnpacking = input.Processes.All.Any(process => IsUnpacker(input, process));
        foreach (var file in input.Paths.Executables)
        {
            var runs = input.Runs.Of(file);
            if (IsOwnCopy(file) || (runs.Count == 0 && IsData(file, isUnpacking)) || IsExplained(input, file, runs)
                || Weigh(input, file, runs.Count > 0, places, hasInstaller) is not (var id, var severity, var title))
            {
                continue;
            }

            foreach (var process in runs)
            {
                input.Suspicion.Mark(process);
            }

            yield return new Found(id, severity, title, StablePath.Of(file.Path), () =>
            [
                string.Create(CultureInfo.InvariantCulture,
                    $"{file.Path}: {(input.Paths.IsAdded(file.Path) ? "new" : "changed")} {file.Kind.ToString().ToLowerInvariant()}, {file.SizeBytes} bytes, sha256 {file.Sha256 ?? "not computed"}{(file.SameAs is null ? string.Empty : $", the same as {file.SameAs} of the image")}{(file.IsSetUid ? ", set-uid or set-gid" : string.Empty)}"),
                .. runs.Take(MaxFounds).Select(process => $"{input.At(process.StartedMs)} {EvidenceText.Who(process)}: {EvidenceText.Command(process.Last.Command)}"),
            ], [.. runs.Take(MaxFounds)]);
        }
    }

    private static bool HasInstaller(BehaviorInput input)
        => input.Processes.All.Any(process => process.States.Any(state => input.Settings.LanguageInstallers.Contains(Plain(ProcessInstance.CalledName(state))) || IsModule(input, state)));

    // What ran counts, and what will run. Elsewhere a new program is a file: a build's product, a download.
    private static (string Id, Severity Severity, string Title)? Weigh(BehaviorInput input, DroppedExecutable file, bool isRun, StartPlaces places, bool hasInstaller)
    {
        var isHidden = IsHidden(file);
        return file switch
        {
            { IsSetUid: true } => ("set-uid", Severity.High, "A program with set-uid rights was made at run time"),
            _ when isRun => ("executed", isHidden && !(SuspiciousPlaces.IsTemporary(file.Path) && input.Linkers.Made(file.Path)) ? Severity.High : Severity.Medium, "A program was made at run time and started"),
            { SameAs: null } when places.Contains(file.Path) => ("placed", hasInstaller && !isHidden ? Severity.Low : Severity.Medium, "A program was put at run time where it is started from"),
            { Kind: AutorunKind.Elf } when isHidden && !input.Linkers.Made(file.Path) => ("hidden", Severity.Low, "A program was put into a temporary or hidden place"),
            _ => null,
        };
    }

    // What a package manager installed and ran itself (its scripts), or what it installed and nobody ran.
    private static bool IsExplained(BehaviorInput input, DroppedExecutable file, IReadOnlyList<ProcessInstance> runs)
        => (input.Packages.Explains(file.Path) || (runs.Count > 0 && file.Kind == AutorunKind.Script)) && runs.All(input.Packages.Did)
            && !(runs.Count > 0 && file.Kind == AutorunKind.Elf && IsHidden(file));

    private static bool IsData(DroppedExecutable file, bool isUnpacking)
        => IsRepositoryFile(file) || IsCopiedScript(file) || (!file.IsSetUid && (file.Kind == AutorunKind.Other || (isUnpacking && IsLibrary(ImagePath.Name(file.Path)))));

    // "python3 -m pip install x", "node /usr/bin/npm ci".
    private static bool IsModule(BehaviorInput input, ProcessEvent state)
        => state.Command.Split(' ', 5).Skip(1).Take(3).Any(word => word.Length > 0 && word[0] != '-' && input.Settings.LanguageInstallers.Contains(Plain(ImagePath.Name(word))))
            && input.Settings.Interactive.Contains(Plain(ProcessInstance.CalledName(state)));

    private static string Plain(string name) => name.TrimEnd("0123456789.".ToCharArray());

    // Programs whose file was deleted while they ran, or that never had one.
    private static IEnumerable<Found> Vanished(BehaviorInput input)
    {
        foreach (var process in input.Processes.All)
        {
            var state = process.States.LastOrDefault(each => each.IsMemoryOnly || each.IsDeleted);
            // A package's upgrade replaces the file of a running program.
            if (state is null || RunTable.IsReplaced(input, state) || (!state.IsMemoryOnly && ProcessInstance.PathOf(state) is { } path && input.Packages.Explains(path)))
            {
                continue;
            }

            input.Suspicion.Mark(process);
            yield return new Found(state.IsMemoryOnly ? "memory-only" : "deleted", Severity.High,
                state.IsMemoryOnly ? "A program runs from memory only" : "A program deleted its own file after its start",
                StablePath.Of(ProcessInstance.PathOf(state) ?? process.Name),
                () => [$"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; sha256 {state.Sha256 ?? "not computed"}"], [process]);
        }
    }

    // What ran was not the image's file of that name, and is not what lies there now: told above where it is.
    private static IEnumerable<Found> Swapped(BehaviorInput input)
    {
        foreach (var process in input.Processes.All)
        {
            var state = process.States.FirstOrDefault(each => each is { IsDeleted: false, IsMemoryOnly: false, Sha256: { } hash } && ProcessInstance.PathOf(each) is { } path
                && input.Record.ImageHashes.GetValueOrDefault(path) is { } original && original != hash && !input.Packages.Explains(path)
                && !input.Paths.Executables.Any(file => file.Path == path && file.Sha256 == hash));
            if (state is not null)
            {
                input.Suspicion.Mark(process);
                yield return new Found("swapped", Severity.High, "A program of the image was changed, started and changed back", StablePath.Of(state.Executable!),
                    () => [$"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; sha256 {state.Sha256}, in the image {input.Record.ImageHashes[state.Executable!]}"], [process]);
            }
        }
    }

    // Programs that ran and were neither in the image nor there after the run.
    private static IEnumerable<Found> Gone(BehaviorInput input)
    {
        // Without the image's list of files nobody can say what it brought along.
        if (input.Record.Image is not { Incomplete: null } image)
        {
            yield break;
        }

        var gone = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var process in input.Processes.All)
        {
            foreach (var state in process.States)
            {
                if (!state.IsDeleted && !state.IsMemoryOnly && ProcessInstance.PathOf(state) is { } path && IsGoneOnce(path) && !input.Packages.Did(process))
                {
                    input.Suspicion.Mark(process);
                    // Changes in a volume are not told, so there "gone" is not known.
                    var isVolume = input.Record.Configuration.Volumes.Any(volume => path.StartsWith(volume.TrimEnd('/') + "/", StringComparison.Ordinal));
                    yield return new Found(isVolume ? "executed" : "deleted", isVolume || (SuspiciousPlaces.IsTemporary(path) && input.Linkers.Made(path)) ? Severity.Medium : Severity.High,
                        isVolume ? "A program ran from a volume that was not in the image" : "A program was made, started and deleted again", StablePath.Of(path),
                        () => [$"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; neither in the image nor among the changed files"], [process]);
                }
            }
        }

        foreach (var (process, state, script) in Interpreted(input).Concat(Fed(input)).Where(each => IsGoneOnce(each.Script) && !input.Packages.Did(each.Process)))
        {
            input.Suspicion.Mark(process);
            // Below /tmp that is what many tools do with what they make up.
            var isUsual = SuspiciousPlaces.IsTemporary(script) && !script.Contains("/.", StringComparison.Ordinal);
            yield return new Found("deleted", isUsual ? Severity.Low : Severity.Medium, "A script was made, started and deleted again", StablePath.Of(script),
                () => [$"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; neither in the image nor among the changed files"], [process]);
        }

        bool IsGoneOnce(string path) => gone.TryGetValue(path, out var known) ? known : gone[path] = IsGone(input, image, path);

        // Where the kernel tells each start, what was not told did not run: a lock, a temporary table.
        if (input.Inspect<GateEvent>().Any(each => each is { What: GateEvent.Passed, Details: GateEvent.ByNotification }))
        {
            yield break;
        }

        var ran = input.Processes.All.SelectMany(process => process.States).Select(ProcessInstance.PathOf).ToHashSet();
        foreach (var opened in input.Inspect<OpenedEvent>().Where(each => each.What == "executable" && SuspiciousPlaces.IsTemporary(each.Path)))
        {
            if (!ran.Contains(opened.Path) && IsGone(input, image, opened.Path) && !input.Packages.Installed)
            {
                input.Suspicion.Mark(opened);
                yield return new Found("deleted", Severity.Medium, "An executable was made in a temporary place and deleted again", StablePath.Of(opened.Path),
                    () => [$"{input.At(opened.Ms)} {opened.Path}: opened; not in the image, and gone after the run"], []);
            }
        }
    }

    // Scripts that shells and interpreters were given. What is in a volume, or what the shell's own words hold, is not known to be gone.
    private static IEnumerable<(ProcessInstance Process, ProcessEvent State, string Script)> Interpreted(BehaviorInput input)
        => from process in input.Processes.All
            from state in process.States
            where RunTable.ScriptOf(state) is { Length: > 1 } word && word[0] == '/' && !word.EndsWith('/') && !word.StartsWith("/dev/", StringComparison.Ordinal)
                && ProcessInstance.CalledName(state) is var name && (InvocationReader.Shells.Contains(name) || Interpreter.Find(name) is { FileOption: null })
                && !input.Record.Configuration.Volumes.Any(volume => word.StartsWith(volume.TrimEnd('/') + "/", StringComparison.Ordinal))
            select (process, state, RunTable.ScriptOf(state)!);

    // Scripts that stand in no command line: sh < file.
    private static IEnumerable<(ProcessInstance Process, ProcessEvent State, string Script)> Fed(BehaviorInput input)
        => from process in input.Processes.All
            from state in process.States
            where RunTable.InputOf(state) is { } path && !input.Record.Configuration.Volumes.Any(volume => path.StartsWith(volume.TrimEnd('/') + "/", StringComparison.Ordinal))
            select (process, state, state.Input!);

    // Code loaded into a running program.
    private static IEnumerable<Found> Mapped(BehaviorInput input)
    {
        var hasInstaller = new Lazy<bool>(() => HasInstaller(input));
        foreach (var mapping in input.Inspect<MappingEvent>())
        {
            var process = input.Processes.Find(mapping.Pid, mapping.Ms);
            var isElsewhere = !mapping.IsDeleted && !SuspiciousPlaces.IsTemporary(mapping.Path);
            if (IsOrdinary(input, mapping, process) || (isElsewhere && (IsKnown(input, mapping.Path) || hasInstaller.Value)))
            {
                continue;
            }

            input.Suspicion.Mark(mapping);
            input.Suspicion.Mark(process);
            yield return new Found("loaded", Severity.Medium, isElsewhere ? "Code was loaded from a file that was made at run time" : "Code was loaded from a deleted, temporary or memory-only file", StablePath.Of(mapping.Path),
                () => [$"{input.At(mapping.Ms)} {EvidenceText.Who(process)}: {mapping.Path}{(mapping.IsDeleted ? ", deleted" : string.Empty)}"], process is null ? [] : [process]);
        }
    }

    // The image's own, of which perhaps the owner was changed; or what a compiler made.
    private static bool IsKnown(BehaviorInput input, string path)
        => input.Linkers.Made(path)
            || (input.Paths.Executables.FirstOrDefault(file => file.Path == path) is { } left ? left.SameAs is not null : input.Record.Image is not { Incomplete: null } image || image.Resolve(path) is not null);

    private static bool IsOrdinary(BehaviorInput input, MappingEvent mapping, ProcessInstance? process)
    {
        var name = ImagePath.Name(mapping.Path.Replace(" (deleted)", string.Empty, StringComparison.Ordinal)).Replace("memfd:", string.Empty, StringComparison.Ordinal);
        return (IsMemory(mapping, name) && input.Settings.RuntimeMappings.Any(each => name.StartsWith(each, StringComparison.OrdinalIgnoreCase))) || mapping.Path.StartsWith("/SYSV", StringComparison.Ordinal)
            || input.Packages.Explains(mapping.Path)
            // The program itself: told as a process.
            || process?.States.Any(state => state.IsDeleted || state.IsMemoryOnly || ProcessInstance.PathOf(state) == mapping.Path) == true
            || (IsLibrary(name) && ((process is not null && IsUnpacker(input, process)) || IsUnpacked(input, mapping)))
            || input.Record.Image?.Find(mapping.Path) is not null && !input.Paths.IsWritten(mapping.Path);
    }

    // Only there is a name one that a runtime gave: in a folder anybody calls a file so. GStreamer's compiler (ORC) alone has a file, and deletes it.
    private static bool IsMemory(MappingEvent mapping, string name)
        => mapping.Path.StartsWith("/memfd:", StringComparison.Ordinal) || mapping.Path.StartsWith("/dev/zero", StringComparison.Ordinal)
            || (mapping.IsDeleted && name.StartsWith("orcexec.", StringComparison.Ordinal));

    // Git puts sample hooks into each clone, and what is checked out is data until somebody runs it.
    private static bool IsRepositoryFile(DroppedExecutable file)
        => file is { Kind: AutorunKind.Script, IsSetUid: false } && file.Path.Contains("/.git/", StringComparison.Ordinal) && !SuspiciousPlaces.IsTemporary(file.Path);

    // A script that the image brought along is as harmless at another place, until somebody runs it: a clone's sample hooks, a skeleton.
    private static bool IsCopiedScript(DroppedExecutable file) => file is { Kind: AutorunKind.Script, SameAs: not null, IsSetUid: false };

    private static bool IsUnpacker(BehaviorInput input, ProcessInstance process) => input.Settings.LibraryUnpackers.Contains(process.Name.TrimEnd("0123456789.".ToCharArray()));

    // A one-file program that loads what it brought along; nothing else is told of it than that it was put there.
    private static bool IsUnpacked(BehaviorInput input, MappingEvent mapping)
        => !mapping.IsDeleted && SuspiciousPlaces.IsTemporary(mapping.Path)
            && mapping.Path.Split('/').SkipLast(1).Any(part => input.Settings.UnpackFolders.Any(each => part.StartsWith(each, StringComparison.OrdinalIgnoreCase)));

    private static bool IsLibrary(string name)
        => name.Contains(".so", StringComparison.Ordinal) || name.EndsWith(".node", StringComparison.Ordinal) || name.EndsWith(".jnilib", StringComparison.Ordinal)
            || name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <summary>True for a copy of what the image brought along, at an ordinary place: s6's services, an update with the same content. A hidden one may be a disguise.</summary>
    internal static bool IsOwnCopy(DroppedExecutable file) => file is { SameAs: not null, IsSetUid: false } && !IsHidden(file);

    private static bool IsHidden(DroppedExecutable file)
        => SuspiciousPlaces.IsTemporary(file.Path) || (SuspiciousPlaces.Contains(file.Path) && !file.Path.Contains("/.cache/", StringComparison.Ordinal));

    private static bool IsGone(BehaviorInput input, ImageFileIndex image, string path)
        => path.StartsWith('/') && image.Resolve(path) is null && !input.Paths.IsWritten(path) && !input.Record.PlantedPaths.Contains(path) && input.Record.Changes is not null
            // What the kernel and the engine mount is in no image.
            && !path.StartsWith("/proc/", StringComparison.Ordinal) && !path.StartsWith("/sys/", StringComparison.Ordinal);

    // The lines are made for the few findings that are shown.
    private sealed record Found(string Id, Severity Severity, string Title, string Location, Func<IReadOnlyList<string>> Lines, IReadOnlyList<ProcessInstance> By);
}
