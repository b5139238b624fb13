using System.Collections.Concurrent;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Tags;

/// <summary>
/// What indexes hold for a platform. An index never changes under its digest, so two tags of one index, and a tag that comes back to an old one,
/// cost one pull. Only what was hashed is remembered.
/// </summary>
internal sealed class IndexMemory
{
    private const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<(ImageDigest Index, ImagePlatform Platform), ImageDigest?> _known = new();

    /// <summary>Whether it is known, and the platform's digest; null when the index has no such platform.</summary>
    public bool TryFind(ImageDigest index, ImagePlatform platform, out ImageDigest? digest) => _known.TryGetValue((index, platform), out digest);

    public void Keep(ImageDigest index, ImagePlatform platform, ImageDigest? digest)
    {
        if (_known.Count >= MaxEntries)
        {
            _known.Clear();
        }

        _known[(index, platform)] = digest;
    }
}
