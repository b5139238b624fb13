namespace DockerScan.Core.Content;

/// <summary>Paths inside an image: absolute, <c>/</c> only, and never above the root.</summary>
public static class ImagePath
{
    /// <summary>The longest path that is looked at; Linux's PATH_MAX.</summary>
    public const int MaxLength = 4096;

    /// <summary>Makes <paramref name="path"/> absolute from <paramref name="directory"/> and folds <c>.</c>, <c>..</c> and <c>//</c>. <c>..</c> stops at the root.</summary>
    public static string Combine(string directory, string path)
    {
        var parts = new List<string>();
        foreach (var part in Join(directory, path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>Puts <paramref name="path"/> behind <paramref name="directory"/> unless it is absolute, and folds nothing: behind a link, <c>..</c> leads elsewhere than it reads. For <see cref="ImageFileIndex.Resolve(string)"/>.</summary>
    public static string Join(string directory, string path) => path.StartsWith('/') ? path : directory + "/" + path;

    /// <summary>The directory of a normalised path; the root's is the root.</summary>
    public static string Directory(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }

    /// <summary>The last part of a normalised path.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
