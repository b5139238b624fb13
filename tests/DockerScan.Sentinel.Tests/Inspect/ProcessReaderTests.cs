using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class ProcessReaderTests
{
    private readonly ProcessReader _reader = new();

    [Fact]
    public void Read_OwnProcess_IsWhatItIs()
    {
        var facts = _reader.Read(Environment.ProcessId, out var stat);

        Assert.NotNull(facts);
        Assert.Equal(Environment.ProcessPath, facts.Executable);
        Assert.True(facts.HasCommand);
        Assert.False(facts.IsDeleted);
        Assert.False(facts.IsMemoryOnly);
        Assert.False(stat.IsDead);
        Assert.Equal(facts.Image, _reader.ReadImage(Environment.ProcessId));
        Assert.Equal(facts.Rights, ProcessReader.ReadRights(Environment.ProcessId));
    }

    [Fact]
    public void Read_NoSuchProcess_Null()
    {
        Assert.Null(_reader.Read(int.MaxValue, out _));
        Assert.Equal(0UL, _reader.ReadImage(int.MaxValue));
        Assert.Equal(0UL, ProcessReader.ReadRights(int.MaxValue));
    }

    [Fact]
    public void Read_ThreadOfAProcess_Null()
    {
        var threads = new List<int>();
        Assert.True(ProcFile.ReadNumbers("/proc/self/task\0"u8, threads, 1000));
        var other = threads.First(each => each != Environment.ProcessId);

        Assert.Null(_reader.Read(other, out _));
    }

    [Theory]
    [InlineData("sh\0-c\0id\0", "sh -c id")]
    [InlineData("", "[a\\x0ab]")]
    [InlineData("\0\0", "[a\\x0ab]")]
    [InlineData("a\nb\0\u001b[31m\0", "a\\x0ab \\x1b[31m")]
    public void Command_Words_JoinedAndHarmless(string words, string expected)
        => Assert.Equal(expected, ProcessReader.Command(System.Text.Encoding.UTF8.GetBytes(words), "a\nb"u8));
}
