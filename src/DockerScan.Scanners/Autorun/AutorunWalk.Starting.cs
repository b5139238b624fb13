using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Autorun.Inits;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

// What a command line starts, and what it may.
internal sealed partial class AutorunWalk
{
    // The files of an init system, a supervisor or cron, and what they name.
    private async Task BeginInitAsync(AutorunInit init, CancellationToken cancellationToken)
    {
        var sources = new Queue<InitSource>(init.Sources);
        var read = new HashSet<string>(StringComparer.Ordinal);
        while (sources.TryDequeue(out var source))
        {
            foreach (var entry in Matching(source.Pattern, [init.Directory], init.StartedBy).Where(entry => source.Format == InitFormat.Program || read.Add(entry.Path)))
            {
                if (source.Format == InitFormat.Program)
                {
                    Enqueue((entry.Mode & ImageEntry.AnyExecute) == 0 ? null : entry, init.StartedBy, init.Depth, AutorunUse.Program, [], "/");
                    continue;
                }

                if (await _input.Content.ReadAsync(entry.Path, Budget.ScriptBytes, cancellationToken) is not { } file)
                {
                    Budget.Meet(GapKind.StartFileUnread, "what it starts could not be read: " + DisplayText.Clean(entry.Path, 200));
                    continue;
                }

                var (commands, includes, isCut) = InitFile.Read(ScriptFile.Read(file.Content.Span, Budget.ScriptBytes).Text, entry.Path, source.Format, source.Names);
                if (isCut || file.IsTruncated)
                {
                    Budget.Meet(GapKind.StartChainCut, $"{DisplayText.Clean(entry.Path, 200)} names more commands than are followed");
                }

                includes.ToList().ForEach(sources.Enqueue);
                Follow(string.Join('\n', commands), NewState(null, [], "/", null), entry.Path, init.Depth + 1);
            }
        }
    }

    private void Start(Invocation invocation, AutorunLine line)
    {
        if (invocation.Directory is { } directory && !directory.Contains(ShellWord.Unknown, StringComparison.Ordinal))
        {
            line = line with { Directories = [ImagePath.Combine(line.Directories[0], directory), .. line.Directories] };
        }

        for (var i = 0; i < invocation.Programs.Count; i++)
        {
            var (word, at) = invocation.Programs[i];
            if (line.Shell is not null && i == 0 && ShellBuiltins.Contains(word))
            {
                continue;
            }

            var isLast = i == invocation.Programs.Count - 1 && invocation.Script is null && invocation.ShellText is null;
            StartProgram(word, line, at, isLast ? invocation.Arguments : []);
        }

        if (invocation.Script is { } script)
        {
            var use = invocation.IsShellScript ? AutorunUse.ShellScript : AutorunUse.Data;
            var entries = invocation.Endings.Prepend(string.Empty).Select(ending => Named(script + ending, line, isProgram: false)).FirstOrDefault(found => found.Count > 0) ?? [];
            foreach (var entry in entries)
            {
                Enqueue(entry, line.StartedBy(invocation.ScriptAt), line.Depth, use, invocation.Arguments, line.Directories[0], line.Shell, invocation.IsSourced);
            }

            if (entries.Count == 0 && use == AutorunUse.Data && _files.IsFolder(script, line.Directories))
            {
                StartFolder(script, line);
            }
        }

        if (invocation.Module is { } module)
        {
            var paths = line.Shell?.Names.Variable("PYTHONPATH") ?? [.. _configuration.Environment.Where(variable => variable.StartsWith("PYTHONPATH=", StringComparison.Ordinal)).Select(variable => variable["PYTHONPATH=".Length..])];
            foreach (var entry in PythonModule.Patterns(module, line.Directories, paths).Select(pattern => Matching(pattern, ["/"], line.StartedBy(0))).FirstOrDefault(found => found.Count > 0) ?? [])
            {
                Enqueue(entry, line.StartedBy(0), line.Depth, AutorunUse.Data, [], line.Directories[0], line.Shell);
            }
        }

        if (invocation.Folder is { } folder)
        {
            foreach (var entry in Matching(folder.TrimEnd('/') + "/*", line.Directories, line.StartedBy(0)).Where(entry => (entry.Mode & ImageEntry.AnyExecute) != 0))
            {
                Enqueue(entry, line.StartedBy(0), line.Depth, AutorunUse.Program, [], line.Directories[0], line.Shell);
            }
        }

        if (invocation.ShellText is { } text && Budget.AllowsDepth(line.Depth) && Budget.AllowsNesting(_nesting))
        {
            _nesting++;
            Follow(text, line.Shell?.ForSourced(line.Shell.ScriptPath ?? "/", invocation.Arguments) ?? NewState(null, invocation.Arguments, line.Directories[0], null), line.StartedBy(0), line.Depth);
            _nesting--;
        }

        foreach (var other in invocation.Others)
        {
            Start(InvocationReader.Read(other), line with { StartedBy = _ => line.StartedBy(0) });
        }
    }

    // node FOLDER, python FOLDER.
    private void StartFolder(string folder, AutorunLine line)
    {
        var main = new InitSource(folder.TrimEnd('/') + "/package.json", InitFormat.Package);
        _inits.Enqueue(new AutorunInit([main], line.Directories[0], line.StartedBy(0), line.Depth + 1));
        foreach (var entry in Matching(folder.TrimEnd('/') + "/{index.js,__main__.py}", line.Directories, line.StartedBy(0)))
        {
            Enqueue(entry, line.StartedBy(0), line.Depth, AutorunUse.Data, [], line.Directories[0], line.Shell);
        }
    }

    private void StartProgram(string word, AutorunLine line, int at, IReadOnlyList<string> arguments)
    {
        var entries = Named(word, line, isProgram: true);
        if (entries.Count == 0 && line.Shell is not null && FileResolver.CanBeMissing(word) && SuspiciousPlaces.IsTemporary(word) && _index.Incomplete is null)
        {
            _looker.Keep([AutorunFindings.OfDropped(line.StartedBy(at), word)]);
        }

        foreach (var entry in entries)
        {
            Enqueue(entry, line.StartedBy(at), line.Depth, AutorunUse.Program, arguments, line.Directories[0], line.Shell);
        }

        IReadOnlyList<InitSource> sources = entries.Count > 0 || line.Shell is null ? [.. InitSystems.Of(ImagePath.Name(word), [word, .. arguments])] : [];
        if (sources.Count > 0)
        {
            _inits.Enqueue(new AutorunInit(sources, line.Directories[0], entries.Count > 0 ? entries[0].Path : line.StartedBy(at), line.Depth + 1));
        }
    }

    // The files that a word names. A shell's pattern names several, and a script among them need not be executable when an interpreter gets it.
    private List<ImageEntry> Named(string word, AutorunLine line, bool isProgram)
    {
        var paths = line.Shell?.Names.Variable("PATH");
        if ((isProgram ? _files.Program(word, line.Directories, paths) : _files.Script(word, line.Directories, paths)) is { } entry)
        {
            return [entry];
        }

        if (line.Shell is not null && !_copies.IsEmpty && Copied(word, line, isProgram, paths) is { Count: > 0 } copied)
        {
            return copied;
        }

        if (line.Shell is { IsGivenAnything: true } && word.Length > 1 && word.Contains('/', StringComparison.Ordinal) && word.Contains(ShellWord.Unknown, StringComparison.Ordinal))
        {
            // Any of these, and nobody knows which.
            AddMaybe(Matching(word.Replace(ShellWord.Unknown, '*'), line.Directories, line.StartedBy(0)), line);
        }

        return line.Shell is null || !FilePattern.IsPattern(word) ? []
            : [.. Matching(word, line.Directories, line.StartedBy(0)).Where(each => !isProgram || MayStart.IsStartable(each))];
    }

    // What a script put there before: cp /opt/app /tmp/x; /tmp/x.
    private List<ImageEntry> Copied(string word, AutorunLine line, bool isProgram, IReadOnlyList<string>? paths)
    {
        var places = word.Contains('/', StringComparison.Ordinal) || !isProgram ? _files.Paths(word, line.Directories).Select(path => ImagePath.Combine("/", path))
            : (paths ?? [SearchPath.Default]).SelectMany(path => path.Split(':').Take(SearchPath.MaxParts)).Where(folder => folder.StartsWith('/')).Select(folder => ImagePath.Combine(folder, word));
        return [.. places.SelectMany(_copies.Of).Select(path => _files.File(path, ["/"])).OfType<ImageEntry>().Distinct()];
    }

    private IReadOnlyList<ImageEntry> Matching(string pattern, IReadOnlyList<string> directories, string startedBy)
    {
        var (files, isCut) = _files.Matching(pattern, directories);
        if (isCut)
        {
            Budget.Meet(GapKind.StartChainCut, $"{DisplayText.Clean(startedBy, 200)} names more files by {DisplayText.Clean(pattern, 200)} than are followed");
        }

        return files;
    }

    // Whatever stands before it: a word that names something to start may be started.
    private void TakeMaybe(Invocation invocation, AutorunLine line)
    {
        var paths = line.Shell?.Names.Variable("PATH");
        foreach (var word in MayStart.Words(line.Words, invocation).Where(word => !ShellBuiltins.Contains(word) && !NonStarters.Contains(word)))
        {
            var isFolder = word.TrimEnd('/').EndsWith(".d", StringComparison.Ordinal) && _files.IsFolder(word, line.Directories);
            IEnumerable<ImageEntry> entries = _files.Script(word, line.Directories, paths) is { } entry ? [entry]
                : isFolder ? Matching(word.TrimEnd('/') + "/*", line.Directories, line.StartedBy(0))
                : line.Shell is not null && word.Contains('/', StringComparison.Ordinal) && FilePattern.IsPattern(word) ? Matching(word, line.Directories, line.StartedBy(0))
                : [];
            AddMaybe(entries.Where(MayStart.IsStartable), line);
        }
    }

    // Of a script in another language: the files that its texts name may be started.
    private void TakeLiterals(string text, AutorunItem item)
    {
        var (words, folders) = ScriptLiterals.Of(text);
        List<string> directories = [ImagePath.Directory(item.Entry.Path), item.Directory, .. folders];
        var line = new AutorunLine([item.Entry.Path], directories, _ => item.Entry.Path, item.Depth + 1, null);
        AddMaybe(words.Select(word => _files.File(word, directories)).OfType<ImageEntry>().Where(entry => MayStart.IsStartable(entry) && entry.Path != item.Entry.Path).Distinct(), line);
    }

    private void AddMaybe(IEnumerable<ImageEntry> entries, AutorunLine line)
    {
        foreach (var entry in entries)
        {
            if (_maybe.Count >= MaxMaybe)
            {
                Budget.Meet(GapKind.StartChainCut, $"start commands name more than {MaxMaybe} files that may be started");
                return;
            }

            _maybe.Add(new AutorunItem(entry, line.StartedBy(0), line.Depth, AutorunUse.Program, [ShellWord.UnknownWord], line.Directories[0], line.Shell));
        }
    }

    // It is not followed with these arguments, so the files among them are looked at by themselves.
    private void TakeArguments(AutorunItem item)
    {
        List<string> words = [item.Entry.Path, .. item.Arguments];
        var line = new AutorunLine(words, [item.Directory], _ => item.StartedBy, item.Depth, item.Shell);
        TakeMaybe(InvocationReader.Read(words), line);
    }
}
