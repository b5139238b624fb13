using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun.Execution;

/// <summary>Health checks and start commands that are lists of a shell: which of their programs are missing, and does it matter?</summary>
public sealed class HealthCheckTests
{
    [Theory]
    [InlineData("curl -f http://localhost:8080/ || exit 1", "curl")]
    [InlineData("curl -f http://localhost:8080/ || exit", "curl")]
    [InlineData("curl -fsS localhost | grep -q ok", "curl; grep")]
    [InlineData("sleep 1 && curl -f localhost", "curl")]
    [InlineData("curl -f localhost && sleep 1 || exit 1", "curl")]
    [InlineData("curl -f localhost || wget -q localhost || exit 1", "curl; wget")]
    [InlineData("test \"$(curl -s -o /dev/null -w '%{http_code}' localhost)\" = 200", "curl")]
    [InlineData("[ $(curl -s localhost) -eq 1 ] || exit 1", "curl")]
    [InlineData("/bin/sh -c 'curl -f localhost || exit 1'", "curl")]
    [InlineData("env X=1 curl -f localhost", "curl")]
    [InlineData("/usr/local/bin/check.sh --all", "/usr/local/bin/check.sh")]
    [InlineData("cd /app && ./check.sh", "./check.sh")]
    [InlineData("X=1; exec curl -f localhost", "curl")]
    [InlineData("bash /app/check.sh || exit 1", "/app/check.sh")]
    public async Task ShellForm_ProgramMissing_IsUnhealthy(string text, string programs)
    {
        var outcome = await ScanAsync(new ImageConfiguration { HealthCheck = ["CMD-SHELL", text] }, UsualSystem().Directory("/app"));

        var finding = Assert.Single(Remarks(outcome));
        Assert.Equal(("missing-target", "HEALTHCHECK", "HEALTHCHECK: " + programs), (finding.Id, finding.Location, finding.Evidence));
        Assert.EndsWith("the health check cannot succeed, so the container will be called unhealthy.", finding.Remediation, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot start", finding.Remediation + finding.Title, StringComparison.Ordinal);
        Assert.Equal(programs.Split("; "), outcome.Autorun.Where(file => file.Kind == AutorunKind.Missing).Select(file => file.Path));
    }

    [Theory]
    [InlineData("CMD", "curl", "-f", "http://localhost:8080/")]
    [InlineData("CMD", "/usr/bin/curl", "-f", "http://localhost:8080/")]
    [InlineData("CMD", "timeout", "5", "curl")]
    public async Task ExecForm_ProgramMissing_IsUnhealthy(params string[] words)
    {
        var finding = Finding(await ScanAsync(new ImageConfiguration { HealthCheck = words }, UsualSystem().File("/usr/bin/timeout", Program())), "missing-target");

        Assert.Equal("HEALTHCHECK names a program that is not in the image", finding.Title);
        Assert.EndsWith("so the container will be called unhealthy.", finding.Remediation, StringComparison.Ordinal);
    }

    // No shell at all, a script that nobody may execute, one with Windows line ends.
    [Theory]
    [InlineData("missing-target", "/opt/sh -c", "redis-server")]
    [InlineData("not-executable", null, "/check.sh || exit 1")]
    [InlineData("missing-interpreter", null, "/crlf.sh || exit 1")]
    public async Task ShellForm_OtherReasons_AreUnhealthyToo(string id, string? shell, string text)
    {
        var content = UsualSystem().File("/check.sh", "#!/bin/sh\nexit 0\n", 0b110_100_100).File("/crlf.sh", "#!/bin/sh\r\nexit 0\r\n");

        var finding = Assert.Single(Remarks(await ScanAsync(new ImageConfiguration { HealthCheck = ["CMD-SHELL", text], Shell = shell?.Split(' ') ?? [] }, content)));

        Assert.Equal(id, finding.Id);
        Assert.EndsWith("so the container will be called unhealthy.", finding.Remediation, StringComparison.Ordinal);
    }

    // It can succeed all the same, or nobody can know.
    [Theory]
    [InlineData("curl -f localhost || redis-server --check")]
    [InlineData("command -v curl && curl -f localhost || redis-server --check")]
    [InlineData("curl -f localhost; exit 0")]
    [InlineData("curl -f localhost || true")]
    [InlineData("! curl -f localhost")]
    [InlineData("if curl -f localhost; then exit 0; fi; redis-server --check")]
    [InlineData("[ -f /tmp/healthy ]")]
    [InlineData("test -z \"$(curl -s localhost)\"")]
    [InlineData("$CHECK localhost")]
    [InlineData("PATH=/opt/bin:$PATH curl localhost")]
    [InlineData(". /app/env && curl localhost")]
    [InlineData("/data/check.sh")]
    [InlineData("/tmp/check")]
    [InlineData("python3 /app/install.py && curl localhost")]
    [InlineData("curl -f localhost & redis-server --check")]
    [InlineData("(curl -f localhost)")]
    [InlineData("false")]
    [InlineData("")]
    public async Task ShellForm_MaySucceed_IsQuiet(string text)
        => Assert.DoesNotContain("missing-target", Ids(await ScanAsync(
            new ImageConfiguration { HealthCheck = ["CMD-SHELL", text], Volumes = ["/data"] }, UsualSystem().File("/app/env", "export PATH=/opt/bin:$PATH").File("/app/install.py", "print(1)"))));

    [Theory]
    [InlineData("service nginx start && nginx", true)]
    [InlineData("/app/missing --x", true)]
    [InlineData("sleep 1 && service nginx start", false)]
    public async Task StartCommand_ListThatCannotSucceed_IsFound(string text, bool isAtOnce)
    {
        var finding = Finding(await ScanAsync(new ImageConfiguration { Command = ["/bin/sh", "-c", text] }, UsualSystem()), "missing-target");

        Assert.Equal("CMD", finding.Location);
        Assert.EndsWith(isAtOnce ? "the container cannot start as configured." : "the start command ends with an error when it gets there.", finding.Remediation, StringComparison.Ordinal);
    }

    // A shell of BusyBox knows its applets without files of their names; curl is none.
    [Theory]
    [InlineData("wget -q -O /dev/null http://localhost/ || exit 1", false)]
    [InlineData("curl -f http://localhost/ || exit 1", true)]
    public async Task ShellForm_Busybox_KnowsItsApplets(string text, bool isFound)
    {
        var content = new TestKit.Content.FakeImageContent().File("/bin/sh", Program("BusyBox v1.35.0"));

        Assert.Equal(isFound, Ids(await ScanAsync(new ImageConfiguration { HealthCheck = ["CMD-SHELL", text] }, content)).Contains("missing-target"));
    }
}
