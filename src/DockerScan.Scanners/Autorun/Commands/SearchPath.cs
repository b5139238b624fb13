using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>The image's PATH: the last one in ENV, or Docker's.</summary>
internal sealed class SearchPath
{
    /// <summary>What Docker sets when the image sets none.</summary>
    public const string Default = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const string Variable = "PATH=";

    /// <summary>How many folders of a PATH are looked into.</summary>
    public const int MaxParts = 64;


    public SearchPath(ImageConfiguration configuration)
    {
        var text = configuration.Environment.LastOrDefault(variable => variable.StartsWith(Variable, StringComparison.Ordinal))?[Variable.Length..] ?? Default;
        var directory = ImagePath.Combine("/", configuration.WorkingDirectory);
        Raw = [.. text.Split(':').Take(MaxParts).Where(part => part.Length <= ImagePath.MaxLength)];
        // An empty part means the current folder.
        Folders = [.. Raw.Select(part => ImagePath.Combine(directory, part)).Distinct(StringComparer.Ordinal)];
        Relative = [.. Raw.Where(part => !part.StartsWith('/'))];
    }

    /// <summary>The parts as written.</summary>
    public IReadOnlyList<string> Raw { get; }

    /// <summary>The parts from the root, in order.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The parts that depend on where a process stands.</summary>
    public IReadOnlyList<string> Relative { get; }
}
