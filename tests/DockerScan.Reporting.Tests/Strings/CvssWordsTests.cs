using DockerScan.Core;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Tests.Strings;

public sealed class CvssWordsTests
{
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "over the network, without an account, without anybody's help: loss of confidentiality, integrity and availability")]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:U/C:N/I:L/A:H", "locally, with an account, if a person helps: loss of availability, some loss of integrity")]
    [InlineData("CVSS:3.0/AV:P/AC:H/PR:H/UI:N/S:C/C:N/I:N/A:N", "with the machine at hand, with an administrator's account, without anybody's help")]
    [InlineData("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", "from a neighbouring network, without an account, if a person helps: some loss of confidentiality")]
    public void Of_Vector_SaysWhatItMeans(string vector, string expected) => Assert.Equal(expected, CvssWords.Of(vector, ReportLanguage.English));

    [Fact]
    public void Of_Korean_SaysTheSame()
        => Assert.Equal("네트워크에서, 계정 없이, 사용자 개입이 있을 때: 기밀성·무결성 전부 상실, 가용성 일부 상실", CvssWords.Of("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:L", ReportLanguage.Korean));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AV:N/AC:L/Au:N/C:P/I:P/A:P")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N:N/PR:N/UI:N/C:H/I:H/A:<script>")]
    public void Of_NoVectorOrAnOddOne_SaysNothing(string? vector) => Assert.Null(CvssWords.Of(vector, ReportLanguage.English));
}
