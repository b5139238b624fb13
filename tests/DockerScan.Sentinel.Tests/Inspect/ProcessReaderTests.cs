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

    // What stands behind a long word is told all the same; of one long script as much as there is room for.
    [Theory]
    [InlineData(1200, 1, "-R 2222:localhost:22 u@203.0.113.5")]
    [InlineData(3000, 1, "-R 2222:localhost:22 u@203.0.113.5")]
    [InlineData(300, 6, "-R 2222:localhost:22 u@203.0.113.5")]
    public void Command_LongWords_LoseTheirMiddleFirst(int length, int count, string behind)
    {
        var words = string.Join('\0', ["ssh", .. Enumerable.Repeat(new string('a', length), count), .. behind.Split(' ')]);

        var command = ProcessReader.Command(System.Text.Encoding.UTF8.GetBytes(words), "ssh"u8);

        Assert.InRange(command.Length, 900, 1024);
        Assert.StartsWith("ssh aaaa", command, StringComparison.Ordinal);
        Assert.EndsWith("a " + behind, command, StringComparison.Ordinal);
    }
}
