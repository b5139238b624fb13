using DockerScan.Scanners.Autorun.Elf;

namespace DockerScan.Scanners.Tests.Autorun.Elf;

public sealed class EntropyTests
{
    [Fact]
    public void Of_Nothing_IsZero() => Assert.Equal(0, Entropy.Of([]));

    [Fact]
    public void Of_OneByteRepeated_IsZero() => Assert.Equal(0, Entropy.Of(new byte[1000]));

    [Fact]
    public void Of_EveryByteOnce_IsEight() => Assert.Equal(8, Entropy.Of([.. Enumerable.Range(0, 256).Select(i => (byte)i)]), 6);
}
