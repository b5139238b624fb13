namespace DockerScan.TestKit.Goldens;

/// <summary>Where the sources are, looked for upwards from the running tests: source paths in the assembly are not real ones in a deterministic build.</summary>
public static class RepositoryFolder
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
            {
                return folder.FullName;
            }
        }

        throw new GoldenException($"no DockerScan.sln above {AppContext.BaseDirectory}");
    }
}
