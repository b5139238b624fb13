using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Tests.Assessment;

public sealed class RiskPolicyTests
{
    // One per kind of impact that the policy tells apart.
    private const string High = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
    private const string Leak = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N";
    private const string Little = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:L";
    private const string Broken = "CVSS:3.1/C:?/I:?/A:?";

    [Theory]
    [InlineData(Severity.Critical, null, Risk.High)]
    [InlineData(Severity.Critical, High, Risk.High)]
    [InlineData(Severity.Critical, Leak, Risk.High)]
    [InlineData(Severity.Critical, Little, Risk.High)]
    [InlineData(Severity.Critical, Broken, Risk.High)]
    [InlineData(Severity.High, null, Risk.High)]
    [InlineData(Severity.High, High, Risk.High)]
    [InlineData(Severity.High, Leak, Risk.Medium)]
    [InlineData(Severity.High, Little, Risk.Medium)]
    [InlineData(Severity.High, Broken, Risk.High)]
    [InlineData(Severity.Medium, null, Risk.Medium)]
    [InlineData(Severity.Medium, High, Risk.Medium)]
    [InlineData(Severity.Medium, Leak, Risk.Medium)]
    [InlineData(Severity.Medium, Little, Risk.Low)]
    [InlineData(Severity.Medium, Broken, Risk.Medium)]
    [InlineData(Severity.Low, null, Risk.Low)]
    [InlineData(Severity.Low, High, Risk.Low)]
    [InlineData(Severity.Low, Leak, Risk.Low)]
    [InlineData(Severity.Low, Little, Risk.Low)]
    [InlineData(Severity.Low, Broken, Risk.Low)]
    [InlineData(Severity.Unknown, null, Risk.Medium)]
    [InlineData(Severity.Unknown, High, Risk.Medium)]
    [InlineData(Severity.Unknown, Leak, Risk.Medium)]
    [InlineData(Severity.Unknown, Little, Risk.Low)]
    [InlineData(Severity.Unknown, Broken, Risk.Medium)]
    public void Assess_Cvss_FollowsSeverityAndImpact(Severity severity, string? vector, Risk expected)
        => Assert.Equal(expected, RiskPolicy.Assess(RiskRule.Cvss, Make.Draft(severity: severity, vector: vector)));

    [Theory]
    [InlineData(Severity.Critical, Risk.High)]
    [InlineData(Severity.High, Risk.High)]
    [InlineData(Severity.Medium, Risk.Medium)]
    [InlineData(Severity.Low, Risk.Low)]
    [InlineData(Severity.Unknown, Risk.Medium)]
    public void Assess_Severity_IgnoresTheVector(Severity severity, Risk expected)
        => Assert.All(new[] { null, High, Leak, Little }, vector =>
            Assert.Equal(expected, RiskPolicy.Assess(RiskRule.Severity, Make.Draft(severity: severity, vector: vector))));

    [Theory]
    [InlineData(RiskRule.High, Risk.High)]
    [InlineData(RiskRule.Medium, Risk.Medium)]
    [InlineData(RiskRule.Low, Risk.Low)]
    public void Assess_FixedRule_IgnoresTheFinding(RiskRule rule, Risk expected)
        => Assert.All(Enum.GetValues<Severity>(), severity => Assert.All(new[] { null, High, Little }, vector =>
            Assert.Equal(expected, RiskPolicy.Assess(rule, Make.Draft(severity: severity, vector: vector)))));

    [Fact]
    public void Assess_RuleThatDoesNotExist_Throws()
        => Assert.ThrowsAny<InvalidOperationException>(() => RiskPolicy.Assess((RiskRule)99, Make.Draft()));

    [Fact]
    public void Assess_NoDraft_Throws() => Assert.Throws<ArgumentNullException>(() => RiskPolicy.Assess(RiskRule.High, null!));
}
