using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Tests.Assessment;

/// <summary>The table of severities, vectors and rules.</summary>
public sealed class RiskPolicyTests
{
    private const string Full = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    private const string Reads = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N";
    private const string Slows = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L";
    private const string FullV4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N";

    [Theory]
    [InlineData(Severity.Critical, null, Risk.High)]
    [InlineData(Severity.Critical, Slows, Risk.High)]
    [InlineData(Severity.High, null, Risk.High)]
    [InlineData(Severity.High, Full, Risk.High)]
    [InlineData(Severity.High, FullV4, Risk.High)]
    [InlineData(Severity.High, Reads, Risk.Medium)]
    [InlineData(Severity.Medium, null, Risk.Medium)]
    [InlineData(Severity.Medium, Full, Risk.Medium)]
    [InlineData(Severity.Medium, Reads, Risk.Medium)]
    [InlineData(Severity.Medium, Slows, Risk.Low)]
    [InlineData(Severity.Low, Full, Risk.Low)]
    [InlineData(Severity.Low, null, Risk.Low)]
    [InlineData(Severity.Unknown, null, Risk.Medium)]
    [InlineData(Severity.Unknown, Full, Risk.Medium)]
    [InlineData(Severity.Unknown, Slows, Risk.Low)]
    public void Assess_Vulnerability_FollowsSeverityAndVector(Severity severity, string? vector, Risk risk)
        => Assert.Equal(risk, RiskPolicy.Assess(RiskRule.Cvss, Draft(severity, vector)));

    [Theory]
    [InlineData(Severity.Critical, Risk.High)]
    [InlineData(Severity.High, Risk.High)]
    [InlineData(Severity.Medium, Risk.Medium)]
    [InlineData(Severity.Low, Risk.Low)]
    [InlineData(Severity.Unknown, Risk.Medium)]
    public void Assess_BySeverity_IgnoresTheVector(Severity severity, Risk risk)
        => Assert.Equal(risk, RiskPolicy.Assess(RiskRule.Severity, Draft(severity, Slows)));

    [Theory]
    [InlineData(RiskRule.High, Risk.High)]
    [InlineData(RiskRule.Medium, Risk.Medium)]
    [InlineData(RiskRule.Low, Risk.Low)]
    public void Assess_FixedRule_IgnoresAll(RiskRule rule, Risk risk)
        => Assert.All(Enum.GetValues<Severity>(), severity => Assert.Equal(risk, RiskPolicy.Assess(rule, Draft(severity, Full))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AV:N/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/C:H/I:H")]
    [InlineData("CVSS:2.0")]
    public void ParseImpact_NoWholeVector_IsNull(string? vector) => Assert.Null(CvssImpact.Parse(vector));

    [Fact]
    public void ParseImpact_RepeatedMetric_TheFirstCounts()
        => Assert.Equal(new CvssImpact(IsAnyHigh: true, TouchesConfidentiality: true), CvssImpact.Parse("CVSS:3.1/C:H/I:N/A:N/C:N"));

    [Fact]
    public void ParseImpact_Endless_IsNull() => Assert.Null(CvssImpact.Parse(Full + new string('/', 600)));

    private static FindingDraft Draft(Severity severity, string? vector) => new()
    {
        Check = "c", KeyClass = "c", Id = "i", Location = "l", Title = "t", Severity = severity, CvssVector = vector, Target = "t", Evidence = "e", Remediation = "r",
    };
}
