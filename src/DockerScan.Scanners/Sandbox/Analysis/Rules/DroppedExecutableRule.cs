using System.Globalization;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Code that was not in the image. It counts when it ran, when it lies hidden, or when it was made to vanish; copying files is what installers do.</summary>
internal sealed class DroppedExecutableRule : IBehaviorRule
{
    private const string Mend = "Find out which process made it and why; put needed programs into the image at build time, and mount temporary folders with noexec.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => Files(input).Concat(Vanished(input)).Concat(Gone(input)).Concat(Mapped(input))
            .GroupBy(found => (found.Id, found.Location)).Select(same =>
            {
                var worst = same.MaxBy(found => found.Severity)!;
                return BehaviorDrafts.Make(BehaviorChecks.DroppedExecutable, worst.Id, worst.Severity, worst.Title, worst.Location, [.. same.SelectMany(found => found.Lines).Distinct()], Mend);
            });

    // Files that were there after the run.
    private static IEnumerable<Found> Files(BehaviorInput input)
    {
        foreach (var file in input.Paths.Executables)
        {
            var runs = Runs(input, file).ToList();
            var isHidden = IsHidden(file);
            // What a package manager installed and ran itself (its scripts), or what it installed and nobody ran.
            var explained = (input.Packages.Explains(file.Path) || (runs.Count > 0 && file.Kind == AutorunKind.Script)) && runs.TrueForAll(input.Packages.Did);
            var isRun = runs.Count > 0;
            if (IsOwnCopy(file) || (runs.Count == 0 && (IsRepositoryFile(file) || IsCopiedScript(file))) || (runs.Count == 0 && !file.IsSetUid && (file.Kind == AutorunKind.Other || IsUnpackedLibrary(input, file)))
                || (explained && !(isHidden && isRun && file.Kind == AutorunKind.Elf)))
            {
                continue;
            }

            var severity = file.IsSetUid || (isRun && isHidden) ? Severity.High : isRun || (isHidden && file.Kind == AutorunKind.Elf) ? Severity.Medium : isHidden ? Severity.Low : Severity.Unknown;
            if (severity == Severity.Unknown)
            {
                continue;
            }

            foreach (var process in runs)
            {
                input.Suspicion.Mark(process);
            }

            var id = file.IsSetUid ? "set-uid" : isRun ? "executed" : "hidden";
            var title = file.IsSetUid ? "A program with set-uid rights was made at run time" : isRun ? "A program was made at run time and started" : "A program was put into a temporary or hidden place";
            yield return new Found(id, severity, title, StablePath.Of(file.Path),
            [
                string.Create(CultureInfo.InvariantCulture,
                    $"{file.Path}: {(input.Paths.IsAdded(file.Path) ? "new" : "changed")} {file.Kind.ToString().ToLowerInvariant()}, {file.SizeBytes} bytes, sha256 {file.Sha256 ?? "not computed"}{(file.SameAs is null ? string.Empty : $", the same as {file.SameAs} of the image")}{(file.IsSetUid ? ", set-uid or set-gid" : string.Empty)}"),
                .. runs.Select(process => $"{input.At(process.StartedMs)} {EvidenceText.Who(process)}: {EvidenceText.Command(process.Last.Command)}"),
            ]);
        }
    }

    // Programs whose file was deleted while they ran, or that never had one.
    private static IEnumerable<Found> Vanished(BehaviorInput input)
    {
        foreach (var process in input.Processes.All)
        {
            var state = process.States.LastOrDefault(each => each.IsMemoryOnly || each.IsDeleted);
            // A package's upgrade replaces the file of a running program.
            if (state is null || IsReplaced(input, state) || (!state.IsMemoryOnly && ProcessInstance.PathOf(state) is { } path && input.Packages.Explains(path)))
            {
                continue;
            }

            input.Suspicion.Mark(process);
            yield return new Found(state.IsMemoryOnly ? "memory-only" : "deleted", Severity.High,
                state.IsMemoryOnly ? "A program runs from memory only" : "A program deleted its own file after its start",
                StablePath.Of(ProcessInstance.PathOf(state) ?? process.Name),
                [$"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; sha256 {state.Sha256 ?? "not computed"}"]);
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

        foreach (var process in input.Processes.All)
        {
            foreach (var state in process.States)
            {
                if (!state.IsDeleted && !state.IsMemoryOnly && ProcessInstance.PathOf(state) is { } path && IsGone(input, image, path) && !input.Packages.Did(process))
                {
                    input.Suspicion.Mark(process);
                    // Changes in a volume are not told, so there "gone" is not known.
                    var isVolume = input.Record.Configuration.Volumes.Any(volume => path.StartsWith(volume.TrimEnd('/') + "/", StringComparison.Ordinal));
                    yield return new Found(isVolume ? "executed" : "deleted", isVolume ? Severity.Medium : Severity.High,
                        isVolume ? "A program ran from a volume that was not in the image" : "A program was made, started and deleted again", StablePath.Of(path),
                        [$"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}; neither in the image nor among the changed files"]);
                }
            }
        }

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
                    [$"{input.At(opened.Ms)} {opened.Path}: opened; not in the image, and gone after the run"]);
            }
        }
    }

    // Code loaded into a running program.
    private static IEnumerable<Found> Mapped(BehaviorInput input)
    {
        foreach (var mapping in input.Inspect<MappingEvent>())
        {
            var process = input.Processes.Find(mapping.Pid, mapping.Ms);
            if (IsOrdinary(input, mapping, process))
            {
                continue;
            }

            input.Suspicion.Mark(mapping);
            input.Suspicion.Mark(process);
            yield return new Found("loaded", Severity.Medium, "Code was loaded from a deleted, temporary or memory-only file", StablePath.Of(mapping.Path),
                [$"{input.At(mapping.Ms)} {EvidenceText.Who(process)}: {mapping.Path}{(mapping.IsDeleted ? ", deleted" : string.Empty)}"]);
        }
    }

    private static bool IsOrdinary(BehaviorInput input, MappingEvent mapping, ProcessInstance? process)
    {
        var name = ImagePath.Name(mapping.Path.Replace(" (deleted)", string.Empty, StringComparison.Ordinal)).Replace("memfd:", string.Empty, StringComparison.Ordinal);
        return input.Settings.RuntimeMappings.Any(each => name.StartsWith(each, StringComparison.OrdinalIgnoreCase)) || name.StartsWith("SYSV", StringComparison.Ordinal)
            || input.Packages.Explains(mapping.Path)
            // The program itself: told as a process.
            || process?.States.Any(state => state.IsDeleted || state.IsMemoryOnly || ProcessInstance.PathOf(state) == mapping.Path) == true
            || (process is not null && IsUnpacker(input, process) && IsLibrary(name))
            || input.Record.Image?.Find(mapping.Path) is not null && !input.Paths.IsWritten(mapping.Path);
    }

    // Git puts sample hooks into each clone, and what is checked out is data until somebody runs it.
    private static bool IsRepositoryFile(DroppedExecutable file)
        => file is { Kind: AutorunKind.Script, IsSetUid: false } && file.Path.Contains("/.git/", StringComparison.Ordinal) && !SuspiciousPlaces.IsTemporary(file.Path);

    // A script that the image brought along is as harmless at another place, until somebody runs it: a clone's sample hooks, a skeleton.
    private static bool IsCopiedScript(DroppedExecutable file) => file is { Kind: AutorunKind.Script, SameAs: not null, IsSetUid: false };

    // A runtime that unpacks native libraries ran, and this is named like one; what was loaded by another program is told as a mapping.
    private static bool IsUnpackedLibrary(BehaviorInput input, DroppedExecutable file)
        => IsLibrary(ImagePath.Name(file.Path)) && input.Processes.All.Any(process => IsUnpacker(input, process));

    private static bool IsUnpacker(BehaviorInput input, ProcessInstance process) => input.Settings.LibraryUnpackers.Contains(process.Name.TrimEnd("0123456789.".ToCharArray()));

    private static bool IsLibrary(string name)
        => name.Contains(".so", StringComparison.Ordinal) || name.EndsWith(".node", StringComparison.Ordinal) || name.EndsWith(".jnilib", StringComparison.Ordinal)
            || name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <summary>True for a copy of what the image brought along, at an ordinary place: s6's services, an update with the same content. A hidden one may be a disguise.</summary>
    internal static bool IsOwnCopy(DroppedExecutable file) => file is { SameAs: not null, IsSetUid: false } && !IsHidden(file);

    // What ran was the image's own file; only the file under its path is another one now, as after every update.
    private static bool IsReplaced(BehaviorInput input, ProcessEvent state)
        => state is { IsDeleted: true, IsMemoryOnly: false, Sha256: { } hash } && ProcessInstance.PathOf(state) is { } path
            && input.Record.ImageHashes.GetValueOrDefault(path) == hash && !input.Paths.IsDeleted(path);

    /// <summary>The processes that ran a file.</summary>
    internal static IEnumerable<ProcessInstance> Runs(BehaviorInput input, DroppedExecutable file)
        => input.Processes.All.Where(process => Since(input, process, file.Path).Any(state =>
            ProcessInstance.PathOf(state) == file.Path || (file.Kind == AutorunKind.Script && IsRunAsScript(state.Command, file.Path))));

    // What a process was until the file under its path was replaced was the image's own program, and says nothing of the new file.
    private static IEnumerable<ProcessEvent> Since(BehaviorInput input, ProcessInstance process, string path)
    {
        var states = process.States;
        var last = states.Count;
        while (last > 0 && !(ProcessInstance.PathOf(states[last - 1]) == path && IsReplaced(input, states[last - 1])))
        {
            last--;
        }

        return states.Skip(last);
    }

    // The kernel starts "#!/bin/sh" as "/bin/sh /path/script …", and so does a person: the second word, or the first after options.
    private static bool IsRunAsScript(string command, string path)
        => command.Split(' ', 8).Skip(1).SkipWhile(word => word.StartsWith('-') && word != "-c").FirstOrDefault() == path;

    private static bool IsHidden(DroppedExecutable file)
        => SuspiciousPlaces.IsTemporary(file.Path) || (SuspiciousPlaces.Contains(file.Path) && !file.Path.Contains("/.cache/", StringComparison.Ordinal));

    private static bool IsGone(BehaviorInput input, ImageFileIndex image, string path)
        => path.StartsWith('/') && image.Resolve(path) is null && !input.Paths.IsWritten(path) && !input.Record.PlantedPaths.Contains(path) && input.Record.Changes is not null
            // What the kernel and the engine mount is in no image.
            && !path.StartsWith("/proc/", StringComparison.Ordinal) && !path.StartsWith("/sys/", StringComparison.Ordinal);

    private sealed record Found(string Id, Severity Severity, string Title, string Location, IReadOnlyList<string> Lines);
}
