using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Core.Tests.Watches.Schedules;

/// <summary>A zone is a place with its clock changes, under its IANA name.</summary>
public sealed class ZoneReaderTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData(" europe/berlin ", "Europe/Berlin")]
    [InlineData("ASIA/SEOUL", "Asia/Seoul")]
    [InlineData("UTC", "UTC")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Korea Standard Time", "Asia/Seoul")]
    [InlineData("Etc/GMT-9", "Etc/GMT-9")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    public void Read_Name_IsItsIanaName(string text, string expected) => Assert.Equal(expected, ZoneReader.Read(text).Value?.Id);

    [Theory]
    [InlineData("KST")]
    [InlineData("GMT+2")]
    [InlineData("UTC+9")]
    [InlineData("+09:00")]
    [InlineData("")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/usr/share/zoneinfo/UTC")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("localtime")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("Europe")]
    [InlineData("zone.tab")]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("Europe/Berlin\u0000")]
    public void Read_NoZone_IsRefusedInOneLine(string text)
    {
        var failure = ZoneReader.Read(text).Failure;

        Assert.Equal(FailureKind.Refused, failure?.Kind);
        Assert.Contains("is no time zone; ", failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0000', failure.Message);
    }

    [Fact]
    public void Read_Slip_NamesTheNearest() => Assert.Equal("'Europe/Berlni' is no time zone; did you mean Europe/Berlin?", ZoneReader.Read("Europe/Berlni").Failure?.Message);

    [Fact]
    public void Read_LongText_IsRefused() => Assert.NotNull(ZoneReader.Read(new string('A', 100_000)).Failure);
}
