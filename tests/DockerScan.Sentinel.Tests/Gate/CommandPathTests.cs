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

    [Fact]
    public void IsExecutable_FolderOrPlainFile_False()
    {
        Assert.True(CommandPath.IsExecutable("/bin/sh"));
        Assert.False(CommandPath.IsExecutable("/etc"));
        Assert.False(CommandPath.IsExecutable("/etc/passwd"));
        Assert.False(CommandPath.IsExecutable("/no/such/file"));
    }
}
