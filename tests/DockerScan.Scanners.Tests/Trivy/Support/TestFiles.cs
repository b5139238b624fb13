namespace DockerScan.Scanners.Tests.Trivy.Support;

internal static class TestFiles
{
    public static string Repository { get; } = Find();

    public static string Report(string name) => Path.Combine(Repository, "tests", "DockerScan.Scanners.Tests", "testdata", "trivy", name);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
