using System.ComponentModel.DataAnnotations;
using DockerScan.Core.Settings;

namespace DockerScan.Core.Tests.Settings;

public sealed class SettingAttributeTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(16, null)]
    [InlineData(0, "Sample:Count is 0; it must be 1 to 16")]
    [InlineData(17, "Sample:Count is 17; it must be 1 to 16")]
    [InlineData(int.MinValue, "Sample:Count is -2147483648; it must be 1 to 16")]
    public void Between_Number_IsRefusedOutsideOnly(int value, string? expected) => Assert.Equal(expected, Problem(nameof(SampleOptions.Count), value));

    [Theory]
    [InlineData(0L, null)]
    [InlineData(1L << 40, null)]
    [InlineData(1L, "Sample:Bytes is 1; it must be 4096 to 1099511627776 or 0")]
    [InlineData((1L << 40) + 1, "Sample:Bytes is 1099511627777; it must be 4096 to 1099511627776 or 0")]
    public void Between_OrZero_ZeroIsAllowedToo(long value, string? expected) => Assert.Equal(expected, Problem(nameof(SampleOptions.Bytes), value));

    [Theory]
    [InlineData(0.1, null)]
    [InlineData(0.05, "Sample:Share is 0.05; it must be 0.1 to 64")]
    [InlineData(double.NaN, "Sample:Share is NaN; it must be 0.1 to 64")]
    [InlineData(double.PositiveInfinity, "Sample:Share is Infinity; it must be 0.1 to 64")]
    public void Between_Fraction_IsWrittenWithAPoint(double value, string? expected) => Assert.Equal(expected, Problem(nameof(SampleOptions.Share), value));

    [Theory]
    [InlineData("x", null)]
    [InlineData("", "Sample:Folder is empty; it must name a folder")]
    [InlineData("  ", "Sample:Folder is empty; it must name a folder")]
    [InlineData(null, "Sample:Folder is empty; it must name a folder")]
    public void Names_Path_MustBeThere(string? value, string? expected) => Assert.Equal(expected, Problem(nameof(SampleOptions.Folder), value));

    private static string? Problem(string key, object? value)
    {
        var attribute = (SettingAttribute)typeof(SampleOptions).GetProperty(key)!.GetCustomAttributes(typeof(SettingAttribute), inherit: false).Single();
        return attribute.GetValidationResult(value, new ValidationContext(new SampleOptions()) { MemberName = key })?.ErrorMessage;
    }

    private sealed class SampleOptions
    {
        public const string Section = "Sample";

        [Between(1, 16)]
        public int Count { get; set; }

        [Between(4096, 1L << 40, OrZero = true)]
        public long Bytes { get; set; }

        [Between(0.1, 64)]
        public double Share { get; set; }

        [Names("a folder")]
        public string Folder { get; set; } = string.Empty;
    }
}
