using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;

namespace DockerScan.Scanners.Tests.Sandbox;

public sealed class SandboxOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Pass() => Assert.Empty(Failures(new SandboxOptions()));

    [Fact]
    public void Validate_OpenWithoutLeave_NamesTheKeyThatGivesIt()
        => Assert.Contains("Sandbox:AllowOpenNetwork", Assert.Single(Failures(new SandboxOptions { Mode = SandboxMode.Open })), StringComparison.Ordinal);

    [Fact]
    public void Validate_OpenWithLeave_Passes()
        => Assert.Empty(Failures(new SandboxOptions { Mode = SandboxMode.Open, AllowOpenNetwork = true }));

    [Theory]
    [InlineData(0, true)]
    [InlineData(4095, false)]
    [InlineData(4096, true)]
    [InlineData(64 << 20, true)]
    [InlineData((64 << 20) + 1, false)]
    [InlineData(-1, false)]
    public void Validate_MaxPcapBytes_ZeroOrWithinItsRange(int bytes, bool passes)
    {
        var failures = Failures(new SandboxOptions { MaxPcapBytes = bytes });

        Assert.Equal(passes, failures.Count == 0);
        Assert.All(failures, each => Assert.Equal(
            FormattableString.Invariant($"Sandbox:MaxPcapBytes is {bytes}; it must be 4096 to 67108864 or 0"), each));
    }

    [Fact]
    public void Validate_AllWrong_NamesEach()
        => Assert.Equal(
            8,
            Failures(new SandboxOptions
            {
                WindowSeconds = 4, Concurrency = 17, MemoryMiB = 15, Cpus = 0, MaxPids = 15, MaxWrittenMiB = 15, MaxPcapBytes = 1, BehaviorPath = " ",
            }).Count);

    private static List<string> Failures(SandboxOptions options) => [.. new SandboxOptionsValidator().Validate(null, options).Failures ?? []];
}
