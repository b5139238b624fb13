using DockerScan.Core.Words;

namespace DockerScan.Core.Tests.Words;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1 kB")]
    [InlineData(117_203_456, "117.2 MB")]
    [InlineData(long.MaxValue, "9223372 TB")]
    public void Size_Bytes_AreDecimalUnits(long bytes, string expected) => Assert.Equal(expected, Units.Size(bytes));

    [Theory]
    [InlineData(60_000, "60")]
    [InlineData(1_250, "1.25")]
    [InlineData(12_345, "12.3")]
    public void Seconds_Milliseconds_AreShort(long milliseconds, string expected) => Assert.Equal(expected, Units.Seconds(milliseconds));

    [Fact]
    public void Number_Thousands_AreParted() => Assert.Equal("12,345", Units.Number(12_345));

    [Fact]
    public void Time_AnyOffset_IsUtc()
        => Assert.Equal("2026-03-14 00:26:53 UTC", Units.Time(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.FromHours(9))));
}
