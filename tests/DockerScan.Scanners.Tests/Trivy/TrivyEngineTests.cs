using DockerScan.Core.Checks;
using DockerScan.Core.Health;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;

namespace DockerScan.Scanners.Tests.Trivy;

/// <summary>The real program on a real image of a real engine.</summary>
[Trait("Category", "Engine")]
[Collection(ChildProcesses.Name)]
public sealed class TrivyEngineTests : IAsyncDisposable
{
    private const string Secret = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345";

    private readonly TrivyBed _bed = new(TimeProvider.System);
    private string? _image;

    [Fact]
    public async Task ScanAsync_RealImage_FindsPackagesVulnerabilitiesAndSecrets()
    {
        var id = await BuildAsync($"""
            FROM scratch
            COPY rootfs /
            ENV GITHUB_TOKEN={Secret}
            CMD ["/app/run.sh"]
            """);

        var outcome = await _bed.Scanner.ScanAsync(TrivyBed.Input(id, "/etc/os-release"), TestContext.Current.CancellationToken);

        Assert.Null(outcome.Reason);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        Assert.Equal("debian", outcome.OperatingSystem?.Family);
        Assert.Equal(1, outcome.PackageCount);
        Assert.Contains(outcome.Findings, finding => finding.KeyClass == "vulnerability" && finding.Location == "pkg:deb/debian/tar");
        Assert.Contains(outcome.Findings, finding => finding is { Check: CheckIds.SecretEnv, Id: "secret-env", Location: "ENV GITHUB_TOKEN" });
        Assert.Contains(outcome.Findings, finding => finding is { Check: CheckIds.SecretFile, Location: "/app/run.sh" });
        Assert.DoesNotContain(Secret, string.Concat(outcome.Findings.Select(finding => finding.ToString())) + string.Concat(outcome.Evidence.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_JavaArchiveWithoutJavaDatabase_IsPartialNotFailed()
    {
        var id = await BuildAsync("FROM scratch\nCOPY rootfs /\nCOPY java /java\n");

        var outcome = await _bed.Scanner.ScanAsync(TrivyBed.Input(id, "/etc/os-release", "/java/a.jar"), TestContext.Current.CancellationToken);

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Contains("Java", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(2, outcome.PackageCount);
    }

    [Fact]
    public async Task ScanAsync_UnknownImage_IsFailed()
    {
        Prepare();

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Failed, outcome.Outcome);
        Assert.Equal("1", outcome.Evidence["exitCode"]);
    }

    [Fact]
    public async Task ProbeAsync_SecondTime_IsQuick()
    {
        Prepare();
        await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken);
        var started = TimeProvider.System.GetTimestamp();

        var reports = await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
        // An old Trivy is a limit and works; its database is whole.
        Assert.All(reports, report => Assert.True(report.Status == HealthStatus.Healthy || (report is { Part: "trivy", Status: HealthStatus.Degraded } && report.Detail.Contains("years old", StringComparison.Ordinal)), report.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_image is not null)
        {
            await DockerAsync("rmi", "--force", _image);
        }

        RealTrivy.Keep(_bed);
        _bed.Dispose();
    }

    private void Prepare()
    {
        RealTrivy.Use(_bed);
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKER_HOST")), "DOCKER_HOST names no engine");
        var database = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_DB") ?? Path.Combine(TestFiles.Repository, "samples", "trivy-db");
        Assert.SkipUnless(File.Exists(DatabaseInspector.DatabaseFile(database)), "no database: DOCKERSCAN_TEST_TRIVY_DB is not set and samples/trivy-db is not there");
        _bed.Options.DatabasePath = database;
    }

    private async Task<string> BuildAsync(string dockerfile)
    {
        Prepare();
        var context = _bed.Folder["context"];
        await WriteAsync(context, "Dockerfile", dockerfile);
        await WriteAsync(context, "rootfs/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        await WriteAsync(context, "rootfs/etc/debian_version", "12.5\n");
        await WriteAsync(
            context,
            "rootfs/var/lib/dpkg/status",
            "Package: tar\nStatus: install ok installed\nMaintainer: a <a@example.org>\nArchitecture: amd64\nVersion: 1.34+dfsg-1.2\nDescription: x\n\n");
        await WriteAsync(context, "rootfs/app/run.sh", $"#!/bin/sh\nexport GITHUB_PAT={Secret}\n");
        Directory.CreateDirectory(Path.Combine(context, "java"));
        await using (var jar = new FileStream(Path.Combine(context, "java", "a.jar"), FileMode.Create))
        await using (var zip = new System.IO.Compression.ZipArchive(jar, System.IO.Compression.ZipArchiveMode.Create))
        await using (var entry = new StreamWriter(await zip.CreateEntry("META-INF/maven/g/a/pom.properties").OpenAsync(TestContext.Current.CancellationToken)))
        {
            await entry.WriteAsync("groupId=org.example\nartifactId=a\nversion=1.0\n");
        }

        var result = await DockerAsync("build", "-q", "--label", "dockerscan.test=trivy", context);
        Assert.True(result.IsSuccess, result.StandardError);
        _image = result.StandardOutput.Trim();
        return _image;
    }

    // Without the token: the image must go when the test is cancelled, too.
    private Task<ProcessResult> DockerAsync(params string[] arguments) => new ProcessRunner(TimeProvider.System).RunAsync(
        new ProcessRequest
        {
            FileName = "/usr/bin/env",
            Arguments = ["docker", .. arguments],
            WorkDirectory = _bed.Folder.Path,
            Timeout = TimeSpan.FromMinutes(2),
            Environment = new Dictionary<string, string> { ["DOCKER_BUILDKIT"] = "0" },
        },
        CancellationToken.None);

    private static async Task WriteAsync(string context, string name, string text)
    {
        var path = Path.Combine(context, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }
}
