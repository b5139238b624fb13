using DockerScan.Core.Images;
using DockerScan.Registry.Auth;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Registry.Tests.Auth;

public sealed class DockerConfigCredentialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-credentials");
    private string? _variable;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("docker.io", "https://index.docker.io/v1/")]
    [InlineData("r.example:5000", "r.example:5000")]
    [InlineData("r.example", "https://r.example/v1/")]
    public async Task FindAsync_AuthOfTheFile_IsSplitAtTheFirstColon(string registry, string key)
    {
        Write("""{"auths":{"other.example":{"auth":"eDp5"},"KEY":{"auth":"dXNlcjpwYTpzcw=="}}}""".Replace("KEY", key, StringComparison.Ordinal));

        var credential = await FindAsync(registry);

        Assert.Equal(("user", "pa:ss"), (credential!.Username, credential.Password!.Reveal()));
        Assert.DoesNotContain("pa:ss", credential.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_DockerHubWithFurtherTokens_TakesTheExactKey()
    {
        Write("""{"auths":{"https://index.docker.io/v1/access-token":{"auth":"eDp5"},"https://index.docker.io/v1/":{"auth":"dXNlcjpwYTpzcw=="}}}""");

        Assert.Equal("user", (await FindAsync("docker.io"))!.Username);
    }

    [Fact]
    public async Task FindAsync_IdentityToken_IsOne()
    {
        Write("""{"auths":{"r.example":{"auth":"dXNlcjo=","identitytoken":"tok"}}}""");

        var credential = await FindAsync("r.example");

        Assert.Equal("tok", credential!.IdentityToken!.Reveal());
        Assert.Null(credential.Password);
    }

    [Fact]
    public async Task FindAsync_Variable_WinsOverTheFile()
    {
        Write("""{"auths":{"r.example":{"username":"file","password":"p"}}}""");
        _variable = """{"auths":{"r.example":{"username":"variable","password":"p"}}}""";

        Assert.Equal("variable", (await FindAsync("r.example"))!.Username);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"r.example":{"auth":"%%%"}}}""")]
    [InlineData("""{"auths":{"r.example":{"auth":"bm9jb2xvbg=="}}}""")]
    [InlineData("""{"auths":{"r.example":null}}""")]
    [InlineData("""{"auths":{"r.example":{}}}""")]
    [InlineData("""{"auths":{"other":{"auth":"dXNlcjpwYTpzcw=="}}}""")]
    public async Task FindAsync_NothingUsable_IsAnonymous(string file)
    {
        Write(file);

        Assert.Null(await FindAsync("r.example"));
    }

    [Fact]
    public async Task FindAsync_NoFile_IsAnonymous() => Assert.Null(await FindAsync("r.example"));

    [Fact]
    public async Task FindAsync_HelperNameWithAPath_IsNotRun()
    {
        Write("""{"credsStore":"../../../bin/sh"}""");

        Assert.Null(await FindAsync("r.example"));
    }

    [Fact]
    public async Task FindAsync_HelperNotInstalled_FallsBackToTheFile()
    {
        Write("""{"credHelpers":{"r.example":"dockerscan-not-there"},"auths":{"r.example":{"auth":"dXNlcjpwYTpzcw=="}}}""");

        Assert.Equal("user", (await FindAsync("r.example"))!.Username);
    }

    private void Write(string content) => File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), content);

    private Task<RegistryCredential?> FindAsync(string registry)
    {
        var source = new DockerConfigSource(
            name => name == "DOCKER_CONFIG" ? _folder.FullName : name == "DOCKER_AUTH_CONFIG" ? _variable : null,
            NullLogger<DockerConfigSource>.Instance);
        var helper = new CredentialHelper(TimeProvider.System, NullLogger<CredentialHelper>.Instance);
        return new DockerConfigCredentials(source, helper).FindAsync(registry, TestContext.Current.CancellationToken);
    }
}
