using System.Runtime.CompilerServices;

namespace DockerScan.Terminal.Tests;

/// <summary>Compares text with a file of testdata; <c>UPDATE_GOLDEN=1</c> writes it, but never where CI is set.</summary>
internal static class Golden
{
    public static void Verify(string actual, string testClass, [CallerMemberName] string test = "")
    {
        var path = Path.Combine(Root(), "tests", "DockerScan.Terminal.Tests", "testdata", testClass, $"{test}.golden.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"no golden {path}; write it with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the solution folder is not above the tests");
    }
}
