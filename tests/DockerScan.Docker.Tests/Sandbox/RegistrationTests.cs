using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(" ", false)]
    [InlineData("unix:///main.sock", false)]
    [InlineData("unix:///other.sock", true)]
    public void AddDockerSandbox_Host_DecidesTheEngine(string? host, bool isSeparate)
    {
        using var fixture = EngineFixture.Create(
            options => (options.Host, options.RequestTimeoutSeconds) = ("unix:///main.sock", 7), services => services.AddDockerSandbox(_ => host));

        var connection = fixture.Get<SandboxConnection>();

        Assert.Equal(isSeparate, connection.IsSeparate);
        Assert.Equal(isSeparate ? "unix:///other.sock" : "unix:///main.sock", connection.Sandbox.Address);
        Assert.Equal("unix:///main.sock", connection.Main.Address);
        Assert.Equal(7, connection.Sandbox.Options.RequestTimeoutSeconds);
    }

    [Fact]
    public void AddDockerOwner_Given_MarksWhatIsOurs()
    {
        using var fixture = EngineFixture.Create(add: services => services.AddDockerOwner(_ => "us"));
        var options = fixture.Connection.Options;

        Assert.Equal("us", options.Owner);
        Assert.True(options.Owns(Labels("us")));
        Assert.False(options.Owns(Labels("them")));
        Assert.False(options.Owns(new Dictionary<string, string>(StringComparer.Ordinal)));
        Assert.True(new DockerOptions().Owns(Labels("them")));
    }

    private static Dictionary<string, string> Labels(string owner)
        => new(StringComparer.Ordinal) { [DockerOptions.OwnerLabel] = owner };
}
