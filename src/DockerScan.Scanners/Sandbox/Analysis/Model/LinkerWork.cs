using DockerScan.Core.Content;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Which programs were built in the run, by the command lines of compilers and linkers. A build that does not run its product drops nothing.</summary>
internal sealed class LinkerWork
{
    private const string DefaultName = "a.out";
    private static readonly string[] Builders = ["go", "cargo"];
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public LinkerWork(BehaviorInput input)
    {
        foreach (var state in input.Processes.All.SelectMany(process => process.States))
        {
            if (input.Settings.Linkers.Contains(Plain(ProcessInstance.NameOf(state))) || input.Settings.Linkers.Contains(Plain(ProcessInstance.CalledName(state))))
            {
                Add(state);
            }
        }
    }

    // They name what they make after its folder.
    private bool MakesAnything { get; set; }

    /// <summary>True for a file that a linker was told to make.</summary>
    public bool Made(string path) => MakesAnything || _made.Contains(ImagePath.Name(path));

    // "x86_64-linux-gnu-gcc-12" is gcc.
    private static string Plain(string name)
    {
        var plain = name.TrimEnd("0123456789.-".ToCharArray());
        var target = plain.LastIndexOf("-gnu-", StringComparison.Ordinal) is >= 0 and var gnu ? gnu + 5 : plain.LastIndexOf("-musl-", StringComparison.Ordinal) is >= 0 and var musl ? musl + 6 : 0;
        return plain[target..];
    }

    private void Add(ProcessEvent state)
    {
        var words = state.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        MakesAnything |= words.Length > 1 && Builders.Contains(ImagePath.Name(words[0])) && words[1] is "build" or "install" or "test" or "run";
        var at = Array.FindIndex(words, word => word.StartsWith("-o", StringComparison.Ordinal));
        _made.Add(at < 0 ? DefaultName : words[at].Length > 2 ? ImagePath.Name(words[at][2..]) : at + 1 < words.Length ? ImagePath.Name(words[at + 1]) : DefaultName);
    }
}
