using DockerScan.Core.Assessment;

namespace DockerScan.Core.Tests.Assessment;

public sealed class CvssImpactTests
{
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", true, true)]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", true, true)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", true, false)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", true, false)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L", false, true)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N", false, true)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:L", false, false)]
    // Other metrics that are High (AC, PR, E, MC) are no impact.
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:H/UI:N/S:U/C:N/I:N/A:N/E:H/MC:H/MI:H/MA:H", false, false)]
    [InlineData("CVSS:3.1/C:N/I:L/A:N/", false, false)]
    // Version 4: the vulnerable system's, not the subsequent one's.
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", true, true)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N", true, false)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", true, false)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", false, true)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:H/SI:H/SA:H", false, false)]
    public void Parse_Vector_ReadsTheThreeImpacts(string vector, bool isAnyHigh, bool touchesConfidentiality)
        => Assert.Equal(new CvssImpact(isAnyHigh, touchesConfidentiality), CvssImpact.Parse(vector));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CVSS:3.1")]
    [InlineData("CVSS:3.1/C:H/I:H")]
    [InlineData("CVSS:3.1/C:H/A:H")]
    [InlineData("CVSS:3.1/I:H/A:H")]
    [InlineData("CVSS:4.0/VC:H/VI:H")]
    [InlineData("CVSS:4.0/VI:H/VA:H")]
    [InlineData("CVSS:4.0/VC:H/I:H/A:H")]
    // Version 2 has other values; unmarked or marked, it is not read as one of no impact.
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C")]
    [InlineData("CVSS:2.0/AV:N/AC:L/Au:N/C:C/I:C/A:C")]
    [InlineData("C:H/I:H/A:H")]
    [InlineData("cvss:3.1/C:H/I:H/A:H")]
    // A value or a repetition that nobody defined must not lower a risk.
    [InlineData("CVSS:3.1/C:X/I:N/A:N")]
    [InlineData("CVSS:3.1/C:N/I:/A:N")]
    [InlineData("CVSS:3.1/C:N/I:N/A:h")]
    [InlineData("CVSS:3.1/C:N/I:N/A:N/C:H")]
    public void Parse_NotAVector_IsNull(string? vector) => Assert.Null(CvssImpact.Parse(vector));

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void Parse_Length_IsBounded(int length, bool isRead)
        => Assert.Equal(isRead, CvssImpact.Parse("CVSS:3.1/C:H/I:H/A:H".PadRight(length, '/')) is not null);
}
