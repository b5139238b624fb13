using DockerScan.Sentinel.Gate;

namespace DockerScan.Sentinel.Tests.Gate;

public sealed class CommandPathTests
{
    [Theory]
    [InlineData("/bin/x", null, "/bin/x")]
    [InlineData("./x", "/bin", "./x")]
    [InlineData("x", "/opt:/bin", "/bin/x")]
    [InlineData("x", "/none::/bin", "./x")]
    [InlineData("x", "/none", null)]
    [InlineData("x", "", null)]
    [InlineData("", "/bin", null)]
    [InlineData("y", null, "/usr/local/bin/y")]
    public void Find_Command_AsTheRuntimeDoes(string command, string? searchPath, string? expected)
        => Assert.Equal(expected, CommandPath.Find(command, searchPath, path => path is "/bin/x" or "./x" or "/usr/local/bin/y" or "/usr/bin/y"));

    [Theory]
    [InlineData("/bin/x", "/a", "/bin/x")]
    [InlineData("x", "/a::/b", "/a/x ./x /b/x")]
    [InlineData("x", "", "")]
    [InlineData("", "/a", "")]
    public void Candidates_Command_AreAllPlacesInOrder(string command, string searchPath, string expected)
        => Assert.Equal(expected, string.Join(' ', CommandPath.Candidates(command, searchPath)));

    [Fact]
    public void IsExecutable_FolderOrPlainFile_False()
    {
        Assert.True(CommandPath.IsExecutable("/bin/sh"));
        Assert.False(CommandPath.IsExecutable("/etc"));
        Assert.False(CommandPath.IsExecutable("/etc/passwd"));
        Assert.False(CommandPath.IsExecutable("/no/such/file"));
    }

    [Theory]
    [InlineData(2, "no such file or directory")]
    [InlineData(8, "exec format error")]
    [InlineData(13, "permission denied")]
    [InlineData(20, "not a directory")]
    [InlineData(7, "error 7")]
    public void Explain_Error_IsInWords(int error, string words) => Assert.Equal(words, CommandPath.Explain(error));

    [Fact]
    public void Find_SeveralExecutables_IsTheFirst() => Assert.Equal("/b/sh", CommandPath.Find("sh", "/a:/b:/c", each => each is "/b/sh" or "/c/sh"));
}
