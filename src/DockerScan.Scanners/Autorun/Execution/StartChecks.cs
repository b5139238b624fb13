using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Asks of each command line that an image starts whether it can be executed: word by word through its wrappers, or as a list of a shell.</summary>
internal sealed class StartChecks(ImageConfiguration configuration, ImageFileIndex index, ExecCheck check, FileHeads heads)
{
    private readonly FileResolver _files = new(configuration, index);

    /// <summary>What is wrong with it; null when nothing is known to be. The first thing is said: behind it nothing is reached.</summary>
    public async Task<StartProblem?> LookAsync(StartPoint point, CancellationToken cancellationToken)
    {
        var invocation = InvocationReader.Read(point.Words);
        IReadOnlyList<string> directories = [_files.WorkingDirectory];
        var asUser = true;
        foreach (var (word, at) in invocation.Programs)
        {
            // Behind busybox stands an applet's name, which needs no file.
            var isApplet = at > 0 && ImagePath.Name(point.Words[at - 1]) is "busybox" or "toybox";
            if (!isApplet && await check.OfProgramAsync(word, directories, asUser, cancellationToken) is { } problem && (at == 0 || !problem.IsOfKernelOnly))
            {
                return new StartProblem(point.OriginOf(at), [problem], true);
            }

            asUser &= !UserSwitches.Contains(word);
        }

        if (invocation.Script is not null)
        {
            return check.OfScript(invocation, directories, asUser) is { } problem ? new StartProblem(point.OriginOf(invocation.ScriptAt), [problem], true) : null;
        }

        if (invocation.ShellText is not { } text)
        {
            return null;
        }

        var state = ShellState.Start(null, invocation.Arguments, _files.WorkingDirectory, configuration.Environment);
        var shell = invocation.Programs.Count == 0 ? null : _files.Program(invocation.Programs[^1].Word, directories);
        var isBusybox = shell is not null && await heads.OfAsync(shell.Path, cancellationToken) is { IsBusybox: true };
        var verdict = await new ShellListCheck(check, state, configuration.Volumes, isBusybox).LookAsync(text, cancellationToken);
        return verdict.CanSucceed || verdict.Problems.Count == 0 ? null : new StartProblem(point.Origin, verdict.Problems, verdict.IsAtOnce);
    }
}
