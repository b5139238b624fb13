using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Report;

/// <summary>The short name that a process is shown by.</summary>
internal static class ProcessName
{
    private const string PathVariable = "PATH=";

    // What an engine gives to an image without a PATH.
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // The image writes its PATH: it must not make us look for ever.
    private const int MaxFolders = 32;

    /// <summary>The name it was called by where the image has that name for its executable, else the executable's own.</summary>
    /// <remarks>
    /// The kernel tells the file at the end of all links: <c>redis-server</c> may be <c>redis-check-rdb</c>, and <c>sh</c> is
    /// <c>busybox</c>. A process can call itself anything, so its word alone does not count.
    /// </remarks>
    public static string Of(BehaviorInput input, ProcessInstance process)
        => DisplayText.Clean(Called(input, process.Last) ?? Path.GetFileName(process.Path ?? process.Name), 300);

    /// <summary>True where the image has that name, the one that a process was called by, for its executable.</summary>
    public static bool IsNameOf(BehaviorInput input, ProcessEvent state, string name) => Called(input, state) == name;

    private static string? Called(BehaviorInput input, ProcessEvent state)
    {
        if (state is not { IsDeleted: false, IsMemoryOnly: false } || ProcessInstance.PathOf(state) is not { } path
            || input.Record.Image is not { } image || image.Resolve(path) is not { } file)
        {
            return null;
        }

        var word = ProcessInstance.CalledWord(state);
        var name = ImagePath.Name(word);
        return name.Length > 0 && Folders(input, path, word).Any(folder => image.Resolve(ImagePath.Join(folder, name))?.Identity == file.Identity) ? name : null;
    }

    private static IEnumerable<string> Folders(BehaviorInput input, string executable, string word)
    {
        var variable = input.Record.Configuration.Environment.LastOrDefault(each => each.StartsWith(PathVariable, StringComparison.Ordinal));
        var path = (variable?[PathVariable.Length..] ?? UsualPath).Split(':', MaxFolders + 1).Take(MaxFolders).Where(folder => folder.StartsWith('/'));
        return [.. word.StartsWith('/') ? [ImagePath.Directory(word)] : path, ImagePath.Directory(executable)];
    }
}
