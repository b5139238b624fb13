using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.Sandbox.Analysis;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>What in the configuration keeps every engine from starting the image: WORKDIR, ENV, VOLUME, USER, the command.</summary>
/// <remarks>
/// What the engine and runc refuse, as seen on Docker Engine 20.10: a WORKDIR that is not absolute, or a file; a variable without a name,
/// or with a zero byte; a VOLUME over a file, or over the root, /proc or /dev; a number of a user that is out of range. It bears the key of
/// what the sandbox finds when the start fails, so that the two are one.
/// </remarks>
internal sealed class StartableRule : IImageConfigRule
{
    private const int MaxItems = 1000;
    private const int MaxShown = 10;
    private const long MaxId = int.MaxValue;

    private static readonly string[] EngineOwn = ["/proc", "/dev"];

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var configuration = input.Configuration;
        if (configuration.Entrypoint.Concat(configuration.Command).FirstOrDefault() is not { Length: > 0 } command)
        {
            yield break;
        }

        var reasons = Directory(input).Concat(Variables(configuration)).Concat(Volumes(input)).Concat(User(configuration)).Concat(Words(configuration)).Take(MaxShown).ToList();
        if (reasons.Count > 0)
        {
            var location = DisplayText.Clean(StablePath.Of(command), 300);
            yield return Drafts.Make(BehaviorChecks.Crash, "cannot-start", Severity.Medium, "The image's configuration keeps every engine from starting it", location,
                string.Join("; ", reasons), "Correct what the evidence names: the image cannot be started as it is configured.");
        }
    }

    private static IEnumerable<string> Directory(ImageConfigInput input)
    {
        var directory = input.Configuration.WorkingDirectory;
        if (directory.Length > 0 && directory[0] != '/')
        {
            yield return $"WORKDIR {Shown(directory)} is not absolute";
        }
        else if (directory.Length > 0 && FileOn(input.Index, directory) is { } file)
        {
            yield return $"WORKDIR {Shown(directory)}: {Shown(file.Path)} is a file";
        }
    }

    // A variable without an equals sign is left out by the engine; one without a name is not.
    private static IEnumerable<string> Variables(ImageConfiguration configuration)
    {
        foreach (var variable in configuration.Environment.Take(MaxItems))
        {
            if (variable.StartsWith('='))
            {
                yield return "ENV holds a variable without a name";
            }
            else if (variable.Contains('\0', StringComparison.Ordinal))
            {
                yield return $"ENV {Shown(variable.Split('=', 2)[0])} holds a zero byte";
            }
        }
    }

    private static IEnumerable<string> Volumes(ImageConfigInput input)
    {
        foreach (var volume in input.Configuration.Volumes.Take(MaxItems).Where(volume => volume.Length <= ImagePath.MaxLength))
        {
            var place = ImagePath.Combine("/", volume);
            if (place == "/" || EngineOwn.Any(own => place == own || place.StartsWith(own + "/", StringComparison.Ordinal)))
            {
                yield return $"VOLUME {Shown(volume)} lies over {(place == "/" ? "the whole image" : "what the engine mounts itself")}";
            }
            else if (FileOn(input.Index, place) is { } file)
            {
                yield return $"VOLUME {Shown(volume)} lies over the file {Shown(file.Path)}";
            }
        }
    }

    private static IEnumerable<string> User(ImageConfiguration configuration)
        => configuration.User.Split(':', 2).Where(part => Account.TryNumber(part, out var number) && number is < 0 or > MaxId)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"USER {Shown(part)} is not between 0 and {MaxId}"));

    private static IEnumerable<string> Words(ImageConfiguration configuration)
        => configuration.Entrypoint.Concat(configuration.Command).Take(MaxItems).Any(word => word.Contains('\0', StringComparison.Ordinal)) ? ["a word of ENTRYPOINT or CMD holds a zero byte"] : [];

    // The file that a path leads to or through; null when it leads through folders only, or to nothing.
    private static ImageEntry? FileOn(ImageFileIndex index, string path)
    {
        for (var at = ImagePath.Combine("/", path); at != "/"; at = ImagePath.Directory(at))
        {
            if (index.Resolve(at) is { } entry)
            {
                return entry.Kind == ImageEntryKind.Directory ? null : entry;
            }
        }

        return null;
    }

    private static string Shown(string text) => DisplayText.Clean(text, 200);
}
