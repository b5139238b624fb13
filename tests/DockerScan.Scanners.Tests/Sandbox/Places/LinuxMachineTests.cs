using DockerScan.Scanners.Sandbox.Places;

namespace DockerScan.Scanners.Tests.Sandbox.Places;

/// <summary>The kernel's two files are read as they are written, and whatever else they hold is no load.</summary>
public sealed class LinuxMachineTests : IDisposable
{
    private const string Memory = "MemTotal:       24648300 kB\nMemFree:         1000 kB\nMemAvailable:    2048 kB\n";
    private const string Stat = "cpu  10 1 5 100 20 0 2 3 4 4\ncpu0 5 1 2 50 10 0 1 1 2 2\ncpu1 5 0 3 50 10 0 1 2 2 2\nintr 99\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("machine-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_AsTheKernelWrites_HasAll()
    {
        Write(Memory, Stat);

        Assert.Equal(new MachineLoad(2048L << 10, 120, 141, 2), new LinuxMachine(_folder).Read());
    }

    [Theory]
    [InlineData("MemTotal: 1 kB\n", Stat)]
    [InlineData(Memory, "cpu  10 1 5\ncpu0 1\n")]
    [InlineData(Memory, "cpu  10 1 5 100 20 0 2 3\n")]
    [InlineData(Memory, "cpu  10 1 5 many 20 0 2 3\ncpu0 1\n")]
    [InlineData("MemAvailable: -5 kB\n", Stat)]
    [InlineData(Memory, "")]
    public void Read_Else_IsNoLoad(string memory, string stat)
    {
        Write(memory, stat);

        Assert.Null(new LinuxMachine(_folder).Read());
    }

    [Fact]
    public void Read_NoFiles_IsNoLoad() => Assert.Null(new LinuxMachine(_folder).Read());

    [Fact]
    public void Read_ThisMachine_CanBeRead()
    {
        var load = new LinuxMachine().Read();

        Assert.NotNull(load);
        Assert.InRange(load.Processors, 1, 4096);
        Assert.InRange(load.IdleTicks, 1, load.AllTicks);
    }

    [Fact]
    public void IdleSince_HalfOfTwo_IsOne()
        => Assert.Equal(1, new MachineLoad(0, 150, 300, 2).IdleSince(new MachineLoad(0, 100, 200, 2)));

    [Fact]
    public void IdleSince_NoTimeHasPassed_IsNone()
        => Assert.Equal(0, new MachineLoad(0, 150, 200, 2).IdleSince(new MachineLoad(0, 100, 200, 2)));

    private void Write(string memory, string stat)
    {
        File.WriteAllText(Path.Combine(_folder, "meminfo"), memory);
        File.WriteAllText(Path.Combine(_folder, "stat"), stat);
    }
}
