using DockerScan.Core.Images;
using DockerScan.Registry.Auth;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Registry.Tests.Auth;

/// <summary>Real processes: small scripts on the PATH.</summary>
public sealed class CredentialHelperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-helper");
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public CredentialHelperTests() => Environment.SetEnvironmentVariable("PATH", _folder.FullName + ":" + _path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task GetAsync_HelperAnswers_GetsTheServerOnStandardInput()
    {
        Write("fine", """read s; echo "{\"ServerURL\":\"$s\",\"Username\":\"user-of-$s\",\"Secret\":\"$1\"}" """);

        var credential = await GetAsync("fine");

        Assert.Equal(("user-of-r.example", "get"), (credential!.Username, credential.Password!.Reveal()));
    }

    [Fact]
    public async Task GetAsync_TokenUser_IsAnIdentityToken()
    {
        Write("token", """echo '{"Username":"<token>","Secret":"t"}'""");

        Assert.Equal("t", (await GetAsync("token"))!.IdentityToken!.Reveal());
    }

    [Theory]
    [InlineData("echo 'credentials not found in native keychain'; exit 1")]
    [InlineData("echo garbage")]
    [InlineData("echo null")]
    [InlineData("yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task GetAsync_HelperHasNothing_IsNull(string script)
    {
        Write("bad", script);

        Assert.Null(await GetAsync("bad"));
    }

    [Fact(Timeout = 30_000)]
    public async Task GetAsync_HelperHangs_IsKilledAtItsLimit()
    {
        var time = new FakeTimeProvider();
        var started = Path.Combine(_folder.FullName, "started");
        Write("hangs", $"echo $$ > {started}; exec sleep 600");
        var asked = new CredentialHelper(time, NullLogger<CredentialHelper>.Instance).GetAsync("hangs", "r.example", TestContext.Current.CancellationToken);
        while (!File.Exists(started) || new FileInfo(started).Length == 0)
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromSeconds(11));

        Assert.Null(await asked);
        var process = File.ReadAllText(started).Trim();
        // A killed process needs a moment to go; the test's own time limit bounds it.
        while (IsAlive(process))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static bool IsAlive(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Task<RegistryCredential?> GetAsync(string name)
        => new CredentialHelper(TimeProvider.System, NullLogger<CredentialHelper>.Instance)
            .GetAsync(name, "r.example", TestContext.Current.CancellationToken);

    private void Write(string name, string script)
    {
        var path = Path.Combine(_folder.FullName, "docker-credential-" + name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the helpers are shell scripts");
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
