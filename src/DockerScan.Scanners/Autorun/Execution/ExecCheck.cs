using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Can this word of a start command be executed in the image, as this user? One rule for all the reasons that the kernel has.</summary>
/// <remarks>
/// Judged from the list of files and the beginnings of files alone: execve(2) and fs/exec.c, fs/binfmt_script.c and fs/binfmt_elf.c of Linux,
/// and runc's search on PATH. Null means that nothing is known against it, also where something cannot be seen.
/// </remarks>
internal sealed class ExecCheck(ImageConfiguration configuration, ImagePlatform platform, ImageFileIndex index, FileHeads heads, StartUser? user)
{
    // The kernel gives up at the sixth script (fs/exec.c, exec_binprm).
    private const int MaxScripts = 5;
    private const int Read = 4;
    private const int Execute = 1;

    // What the engine mounts there hides the image's files.
    private static readonly string[] Mounted = ["/dev", "/proc", "/sys"];

    private readonly FileResolver _files = new(configuration, index);

    /// <summary>True when what is not found is not there: the list of files is whole.</summary>
    public bool KnowsAll => index.Incomplete is null;

    /// <summary>Why a program cannot be executed; null when it can or nobody knows.</summary>
    /// <param name="word">The word that names it.</param>
    /// <param name="directories">Where it is started.</param>
    /// <param name="asUser">False when another user than the configured one starts it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ExecProblem?> OfProgramAsync(string word, IReadOnlyList<string> directories, bool asUser, CancellationToken cancellationToken)
    {
        if (!FileResolver.CanBeMissing(word))
        {
            return null;
        }

        var who = asUser ? user : StartUser.Root;
        var path = word.Contains('/', StringComparison.Ordinal) ? _files.Paths(word, directories).FirstOrDefault(each => index.Resolve(each) is not null) : OnPath(word, who);
        if (path is null || index.Resolve(path) is null)
        {
            return !KnowsAll ? null : Missing(word);
        }

        return await OfFileAsync(path, who, 0, cancellationToken);
    }

    /// <summary>Why an interpreter cannot read a script that it is given.</summary>
    public ExecProblem? OfScript(Invocation invocation, IReadOnlyList<string> directories, bool asUser)
    {
        var word = invocation.Script ?? string.Empty;
        if (!FileResolver.CanBeMissing(word) || !word.AsSpan().ContainsAny('/', '.'))
        {
            return null;
        }

        var found = invocation.Endings.Prepend(string.Empty).Select(ending => word + ending).FirstOrDefault(name => _files.Script(name, directories) is not null);
        if (found is null)
        {
            // node FOLDER, python FOLDER.
            return KnowsAll && (invocation.IsShellScript || !_files.IsFolder(word, directories)) ? Missing(word) : null;
        }

        var path = _files.Paths(found, directories).FirstOrDefault(each => index.Resolve(each) is { Kind: ImageEntryKind.File });
        return path is null || !asUser ? null : NotPermitted(FilePlace.Of(index, path), user, Read);
    }

    private async Task<ExecProblem?> OfFileAsync(string path, StartUser? who, int scripts, CancellationToken cancellationToken)
    {
        var place = FilePlace.Of(index, path);
        if (place.Entry is not { } entry)
        {
            return null;
        }

        if (OfEntry(place, entry, who) is { } problem)
        {
            return problem;
        }

        return await heads.OfAsync(entry.Path, cancellationToken) is not { } head ? null : head.Kind switch
        {
            FileHeadKind.Elf => OfElf(entry, head.Elf),
            FileHeadKind.Script => await OfScriptLineAsync(place, entry, head.Shebang!, who, scripts, cancellationToken),
            FileHeadKind.Data => null,
            _ => OfFormat(entry, head),
        };
    }

    private static ExecProblem? OfEntry(FilePlace place, ImageEntry entry, StartUser? who)
    {
        var shown = Shown(entry.Path);
        if (Array.Find(Mounted, folder => entry.Path.StartsWith(folder + "/", StringComparison.Ordinal)) is { } mounted)
        {
            return new ExecProblem(ExecFault.Covered, entry.Path, $"{shown} lies in {mounted}, over which the engine mounts its own", "Move it to a folder such as /usr/local/bin");
        }

        if (entry.Kind == ImageEntryKind.Directory)
        {
            return new ExecProblem(ExecFault.Folder, entry.Path, $"{shown} is a folder", "Name the program in it");
        }

        if (entry.Kind != ImageEntryKind.File)
        {
            return null;
        }

        return (entry.Mode & ImageEntry.AnyExecute) == 0
            ? new ExecProblem(ExecFault.NotExecutable, entry.Path, $"{shown} has mode {Mode(entry)}: nobody may execute it", "Make it executable in the build (chmod +x, or COPY --chmod=755)")
            : NotPermitted(place, who, Execute);
    }

    private static ExecProblem? NotPermitted(FilePlace place, StartUser? who, int bits)
    {
        if (who is null || place.Entry is not { Kind: ImageEntryKind.File } entry)
        {
            return null;
        }

        var wall = place.Folders.FirstOrDefault(folder => !who.May(folder, Execute)) ?? (who.May(entry, bits) ? null : entry);
        if (wall is null)
        {
            return null;
        }

        var verb = wall.Kind == ImageEntryKind.Directory ? "enter" : bits == Read ? "read" : "execute";
        return new ExecProblem(ExecFault.NotPermitted, entry.Path,
            $"{Shown(entry.Path)}: user {who.Uid} may not {verb} {Shown(wall.Path)} (mode {Mode(wall)}, uid {wall.Uid}, gid {wall.Gid})",
            "Give the configured user the right in the build (chmod, or COPY --chown or --chmod)");
    }

    private ExecProblem? OfElf(ImageEntry entry, Elf.ElfTarget? elf)
    {
        var shown = Shown(entry.Path);
        if (elf is { IsProgram: false })
        {
            return new ExecProblem(ExecFault.Format, entry.Path, $"{shown} has the mark of a program, but not a header that the kernel executes", "Build it again as a program");
        }

        if (elf?.RunsOn(platform.Architecture) == false)
        {
            return new ExecProblem(ExecFault.Architecture, entry.Path, $"{shown} is made for {elf.MachineName}, and the image is for {platform}", "Build it for the platform of the image");
        }

        if (elf?.Loader is { } loader && KnowsAll && index.Resolve(ImagePath.Join(_files.WorkingDirectory, loader)) is null)
        {
            return new ExecProblem(ExecFault.Interpreter, entry.Path, $"{shown} needs the loader {Shown(loader)}, which is not in the image",
                "Link it statically, build it for the C library of the image, or install that library");
        }

        return null;
    }

    private static ExecProblem OfFormat(ImageEntry entry, FileHead head)
    {
        var shown = Shown(entry.Path);
        var (reason, mend) = head.Kind switch
        {
            FileHeadKind.Empty => ("is empty", "Put the program there"),
            FileHeadKind.ByteOrderMark => ("begins with a byte order mark, so the kernel does not see a #!", "Save it as UTF-8 without a byte order mark"),
            FileHeadKind.Foreign => ("is a program for another system", "Build it for Linux, or name the program that runs it"),
            _ when head.HasLateShebang => ("has its #! not at the very beginning, so the kernel does not see it", "Make #! the first two characters of the file"),
            _ => ("is no program and has no #! line", "Begin it with a line such as #!/bin/sh, or name the shell in the command"),
        };
        return new ExecProblem(ExecFault.Format, entry.Path, $"{shown} {reason}", mend) { IsOfKernelOnly = head.Kind is not FileHeadKind.Foreign };
    }

    private async Task<ExecProblem?> OfScriptLineAsync(
        FilePlace place, ImageEntry entry, Shebang line, StartUser? who, int scripts, CancellationToken cancellationToken)
    {
        var shown = Shown(entry.Path);
        if (line.Interpreter.Length == 0 || line.IsCut)
        {
            return new ExecProblem(ExecFault.Format, entry.Path, $"{shown} has a #! line that names no interpreter{(line.IsCut ? " within 254 characters" : string.Empty)}", "Name the interpreter there") { IsOfKernelOnly = true };
        }

        if (scripts >= MaxScripts)
        {
            return new ExecProblem(ExecFault.Depth, entry.Path, $"{shown}: more than {MaxScripts} scripts are each other's interpreter", "Name a program as the interpreter");
        }

        // The interpreter opens the script by its name.
        if (NotPermitted(place, who, Read) is { } unreadable)
        {
            return unreadable;
        }

        var interpreter = ImagePath.Join(_files.WorkingDirectory, line.Interpreter);
        if (index.Resolve(interpreter) is null)
        {
            return !KnowsAll ? null
                : line.Interpreter.EndsWith('\r') ? CarriageReturn(ExecFault.Interpreter, entry, $"so the kernel looks for an interpreter of the name \"{Shown(line.Interpreter.TrimEnd('\r'))}\" and a carriage return")
                : new ExecProblem(ExecFault.Interpreter, entry.Path, $"{shown}: #!{Shown(line.Interpreter)} is not in the image", "Correct the script's first line, or install the interpreter");
        }

        return await OfFileAsync(interpreter, who, scripts + 1, cancellationToken) is { IsOfKernelOnly: false } nested ? nested with { Path = entry.Path, Reason = $"{shown}: {nested.Reason}" }
            : OfArgument(entry, line);
    }

    // The kernel hands over all that stands behind the interpreter as one word.
    private ExecProblem? OfArgument(ImageEntry entry, Shebang line)
    {
        if (line.Argument is not { } argument)
        {
            return null;
        }

        var isEnv = ImagePath.Name(line.Interpreter) == "env";
        if (!isEnv)
        {
            return argument.EndsWith('\r') && argument[0] == '-' ? CarriageReturn(ExecFault.LineEnds, entry, $"which {Shown(ImagePath.Name(line.Interpreter))} takes for a part of its option") : null;
        }

        var splits = argument.StartsWith("-S", StringComparison.Ordinal) || argument.StartsWith("-vS", StringComparison.Ordinal) || argument.StartsWith("--split-string", StringComparison.Ordinal);
        var name = splits ? argument[(argument.IndexOfAny(['S', 'g']) + 1)..].TrimStart(' ', '=').Split(' ')[0] : argument;
        // Its own options, and assignments, are not gone into.
        if (name.Length == 0 || name[0] == '-' || name.Contains('=', StringComparison.Ordinal) || !KnowsAll || _files.Program(name, ["/"]) is not null)
        {
            return null;
        }

        return name.EndsWith('\r') ? CarriageReturn(ExecFault.Interpreter, entry, $"so env looks for a program of the name \"{Shown(name.TrimEnd('\r'))}\" and a carriage return")
            : !splits && name.Contains(' ', StringComparison.Ordinal)
                ? new ExecProblem(ExecFault.Interpreter, entry.Path, $"{Shown(entry.Path)}: the kernel gives env \"{Shown(name)}\" as one word, and there is no such program", "Write #!/usr/bin/env -S in front of a program with options")
                : new ExecProblem(ExecFault.Interpreter, entry.Path, $"{Shown(entry.Path)}: env does not find {Shown(name)} on PATH", "Install the interpreter, or name another in the script's first line");
    }

    private static ExecProblem CarriageReturn(ExecFault fault, ImageEntry entry, string what)
        => new(fault, entry.Path, $"{Shown(entry.Path)}: its first line ends with a carriage return (Windows line ends), {what}",
            "Save it with Unix line ends (dos2unix; in Git, \"*.sh text eol=lf\" in .gitattributes)");

    private static ExecProblem Missing(string word)
        => new(ExecFault.Missing, word, DisplayText.Clean(word, 200), word.Contains('/', StringComparison.Ordinal) ? "Correct the path, or copy the file into the image" : "Install it, or correct its name");

    // As runc looks: what this user may not execute is passed over.
    private string? OnPath(string word, StartUser? who)
    {
        var found = _files.PathsOnPath(word).Where(path => index.Resolve(path) is { Kind: ImageEntryKind.File }).ToList();
        return found.Find(path => index.Resolve(path) is { } entry && (entry.Mode & ImageEntry.AnyExecute) != 0 && NotPermitted(FilePlace.Of(index, path), who, Execute) is null)
            ?? found.FirstOrDefault();
    }

    private static string Mode(ImageEntry entry) => Convert.ToString(entry.Mode, 8);

    private static string Shown(string path) => DisplayText.Clean(path, 200);
}
