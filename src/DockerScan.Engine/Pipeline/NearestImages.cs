using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Engine.Pipeline;

/// <summary>Says of a name that is nowhere which images of the engine were probably meant.</summary>
internal sealed class NearestImages(IImageEngine engine)
{
    private const int MaxNamed = 3;
    private const int MaxShown = 120;

    /// <summary>The registry's failure, with what the engine has.</summary>
    public async Task<ScanFailure> ExplainAsync(ImageReference reference, ScanFailure failure, CancellationToken cancellationToken)
    {
        if (failure.Kind is not (FailureKind.ImageNotFound or FailureKind.Unauthorized or FailureKind.RegistryUnavailable))
        {
            return failure;
        }

        var near = Find(reference, await ListAsync(cancellationToken));
        var opening = failure.Kind == FailureKind.RegistryUnavailable ? $"The engine has no {DisplayText.Clean(reference.Familiar, MaxShown)}, and " : string.Empty;
        var ending = near.Count == 0 ? string.Empty : $". In the engine: {string.Join(", ", near.Select(name => DisplayText.Clean(name.Familiar, MaxShown)))}";
        return failure with { Message = opening + failure.Message + ending };
    }

    /// <summary>The nearest names, the best first; what has nothing in common is not named.</summary>
    internal static IReadOnlyList<ImageReference> Find(ImageReference wanted, IEnumerable<ImageReference> names)
        => [.. names
            .Where(name => name != wanted)
            .Select(name => (Name: name, Rank: Rank(wanted, name)))
            .Where(pair => pair.Rank is not null)
            .OrderBy(pair => pair.Rank)
            .ThenByDescending(pair => pair.Name.Tag == wanted.Tag)
            .ThenBy(pair => pair.Name.Familiar, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .Take(MaxNamed)];

    private async Task<IReadOnlyList<ImageReference>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await engine.ListNamesAsync(cancellationToken);
        }
        catch (EngineException)
        {
            // A help, not the answer.
            return [];
        }
    }

    private static int? Rank(ImageReference wanted, ImageReference name)
    {
        if (name.Repository == wanted.Repository)
        {
            return 0;
        }

        var (wantedName, otherName) = (Last(wanted.Path), Last(name.Path));
        return wantedName == otherName ? 1
            : NearestName.Find(wantedName, [otherName]) is not null ? 2
            : name.Registry == wanted.Registry && Folder(name.Path) == Folder(wanted.Path) && Folder(name.Path) != "library" ? 3
            : null;
    }

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
