using DockerScan.Discord.Gateway;

namespace DockerScan.Discord.Tests.Gateway;

public sealed class GatewayCloseCodesTests
{
    [Theory]
    [InlineData(null, GatewayNext.Resume)]
    [InlineData(1000, GatewayNext.Resume)]
    [InlineData(4000, GatewayNext.Resume)]
    [InlineData(4001, GatewayNext.Resume)]
    [InlineData(4002, GatewayNext.Resume)]
    [InlineData(4003, GatewayNext.Identify)]
    [InlineData(4004, GatewayNext.Stop)]
    [InlineData(4005, GatewayNext.Identify)]
    [InlineData(4007, GatewayNext.Identify)]
    [InlineData(4008, GatewayNext.Identify)]
    [InlineData(4009, GatewayNext.Identify)]
    [InlineData(4010, GatewayNext.Stop)]
    [InlineData(4011, GatewayNext.Stop)]
    [InlineData(4012, GatewayNext.Stop)]
    [InlineData(4013, GatewayNext.Stop)]
    [InlineData(4014, GatewayNext.Stop)]
    public void Decide_Code_AsDocumented(int? code, object next) => Assert.Equal(next, GatewayCloseCodes.Decide(code).Next);
}
