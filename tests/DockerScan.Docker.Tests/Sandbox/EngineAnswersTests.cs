using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

public sealed class EngineAnswersTests
{
    [Theory]
    [InlineData(400, "OCI runtime create failed: starting container process caused: exec: \"/x\": permission denied: unknown", true)]
    [InlineData(404, "OCI runtime create failed: starting container process caused: exec: \"x\": executable file not found in $PATH", true)]
    [InlineData(500, "unable to find user nobody2: no matching entries in passwd file", true)]
    [InlineData(404, "No such container: 123 no such file or directory", false)]
    [InlineData(409, "cannot join network of a non running container", false)]
    [InlineData(500, "write /var/lib/docker: no space left on device", false)]
    [InlineData(500, "cgroups: cannot find cgroup mount destination", false)]
    [InlineData(400, "OCI runtime create failed: runc create failed: Cwd must be an absolute path: unknown", true)]
    [InlineData(500, "a message that nobody has seen before", true)]
    [InlineData(500, "fork/exec /usr/bin/runc: resource temporarily unavailable", false)]
    public void MayBeImage_EnginesWords_LeavesTheRestToAControl(int status, string message, bool isImage)
        => Assert.Equal(isImage, StartFailure.MayBeImage(new DockerApiException((HttpStatusCode)status, $$"""{"message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""")) is not null);

    [Fact]
    public void MayBeImage_ChainOfRuntimes_LeavesWhatMatters()
        => Assert.Equal(
            "environment variable name can't be empty: \"=x\"",
            StartFailure.MayBeImage(new DockerApiException(
                HttpStatusCode.BadRequest,
                """{"message":"failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: environment variable name can't be empty: \"=x\": unknown"}""")));

    [Fact]
    public void Read_Processes_AreOneLineEach()
    {
        var answer = """{"Titles":["PID","COMMAND"],"Processes":[["12","sh -c x"],["13",""]]}"""u8;

        Assert.Equal(["12 sh -c x", "13 "], TopReader.Read(answer));
        Assert.Empty(TopReader.Read("""{"Processes":null,"Titles":["PID","COMMAND"]}"""u8));
    }

    [Fact]
    public void Read_AnswerCutOff_GivesTheWholeLines()
    {
        var answer = Encoding.UTF8.GetBytes("""{"Processes":[["12","a"],["13",""" + "\"" + new string('x', TopReader.MaxBytes));

        Assert.Equal(["12 a"], TopReader.Read(answer.AsSpan(0, TopReader.MaxBytes)));
    }

    [Fact]
    public void Lack_GoodEngine_IsNone() => Assert.Null(EngineFacts.Lack(Good(), null));

    [Fact]
    public void Lack_MissingBounds_IsTold()
    {
        Assert.Contains("memory", Lack(info => info.MemoryLimit = false), StringComparison.Ordinal);
        Assert.Contains("processes", Lack(info => info.PidsLimit = false), StringComparison.Ordinal);
        Assert.Contains("CPU", Lack(info => info.CPUCfsQuota = false), StringComparison.Ordinal);
        Assert.Contains("seccomp", Lack(info => info.SecurityOptions = []), StringComparison.Ordinal);
        Assert.Contains("seccomp", Lack(info => info.SecurityOptions = ["name=seccomp,profile=unconfined"]), StringComparison.Ordinal);
        Assert.Contains("Linux", Lack(info => info.OSType = "windows"), StringComparison.Ordinal);
        Assert.Contains("runsc", EngineFacts.Lack(Good(), "runsc"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("btrfs", "", true)]
    [InlineData("overlay2", "xfs", true)]
    [InlineData("overlay2", "extfs", false)]
    [InlineData("vfs", "xfs", false)]
    public void MayHaveQuota_Storage_Decides(string driver, string filesystem, bool expected)
    {
        var info = Good();
        info.Driver = driver;
        info.DriverStatus = [["Backing Filesystem", filesystem]];

        Assert.Equal(expected, QuotaProbe.MayHaveQuota(info));
    }

    [Fact]
    public void Write_SameContent_IsTheSameArchive()
    {
        using var one = ImageArchive.Write([1, 2], "a:b", [[3]]);
        using var other = ImageArchive.Write([1, 2], "a:b", [[3]]);

        Assert.Equal(one.ToArray(), other.ToArray());
    }

    private static string? Lack(Action<SystemInfoResponse> change)
    {
        var info = Good();
        change(info);
        return EngineFacts.Lack(info, null);
    }

    private static SystemInfoResponse Good()
        => new()
        {
            OSType = "linux",
            MemoryLimit = true,
            PidsLimit = true,
            CPUCfsQuota = true,
            SecurityOptions = ["name=apparmor", "name=seccomp,profile=default"],
            Runtimes = new Dictionary<string, RuntimeWithStatus>(StringComparer.Ordinal) { ["runc"] = new() },
        };
}
