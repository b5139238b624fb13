using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Tests.Autorun.Commands;

public sealed class InvocationReaderTests
{
    [Theory]
    [InlineData("nginx -g x", "nginx")]
    [InlineData("exec nginx", "nginx")]
    [InlineData("exec -a name nginx", "nginx")]
    [InlineData("tini -- nginx", "tini nginx")]
    [InlineData("tini -g -p SIGTERM -- nginx", "tini nginx")]
    [InlineData("/sbin/tini -s nginx", "/sbin/tini nginx")]
    [InlineData("dumb-init --rewrite 15:3 -- nginx", "dumb-init nginx")]
    [InlineData("gosu app nginx", "gosu nginx")]
    [InlineData("su-exec app:app nginx", "su-exec nginx")]
    [InlineData("env A=1 B=2 nginx", "env nginx")]
    [InlineData("env -i -u X nginx", "env nginx")]
    [InlineData("nice -n 10 nohup setsid nginx", "nice nohup setsid nginx")]
    [InlineData("sudo -u app -- nginx", "sudo nginx")]
    [InlineData("timeout -k 5 10 nginx", "timeout nginx")]
    [InlineData("chroot --userspec=1 /dir nginx", "chroot nginx")]
    [InlineData("numactl --interleave=all mongod", "numactl mongod")]
    [InlineData("setpriv --reuid 1 --regid 1 nginx", "setpriv nginx")]
    [InlineData("runuser -u app -- nginx", "runuser nginx")]
    [InlineData("start-stop-daemon --start --exec /usr/sbin/x -- -d", "start-stop-daemon /usr/sbin/x")]
    [InlineData("find /x -exec /bin/y {} ;", "find /bin/y")]
    [InlineData("xargs -n 1 /bin/y", "xargs /bin/y")]
    [InlineData("tini -- gosu app env X=1 nginx", "tini gosu env nginx")]
    [InlineData("tini", "tini")]
    [InlineData("gosu app", "gosu")]
    public void Read_Wrappers_AreLookedThrough(string command, string programs)
        => Assert.Equal(programs, string.Join(' ', InvocationReader.Read(command.Split(' ')).Programs.Select(program => program.Word)));

    [Theory]
    [InlineData("sh /x.sh a b", "/x.sh", true)]
    [InlineData("bash -eux -o pipefail /x.sh", "/x.sh", true)]
    [InlineData("bash --rcfile r --norc /x.sh", "/x.sh", true)]
    [InlineData(". ./x.sh", "./x.sh", true)]
    [InlineData("source x.sh", "x.sh", true)]
    [InlineData("python3 -u app.py", "app.py", false)]
    [InlineData("python3.11 -W ignore app.py", "app.py", false)]
    [InlineData("node --require x server.js", "server.js", false)]
    [InlineData("perl -w x.pl", "x.pl", false)]
    [InlineData("java -Xmx1g -cp a:b -jar app.jar", "app.jar", false)]
    [InlineData("dotnet App.dll --urls x", "App.dll", false)]
    [InlineData("env python3 app.py", "app.py", false)]
    public void Read_Script_IsNamed(string command, string script, bool isShell)
    {
        var invocation = InvocationReader.Read(command.Split(' '));

        Assert.Equal((script, isShell), (invocation.Script, invocation.IsShellScript));
    }

    [Theory]
    [InlineData("python3 -m http.server")]
    [InlineData("python3 -c code")]
    [InlineData("python3 -uc code")]
    [InlineData("node -e code")]
    [InlineData("java Main")]
    [InlineData("php-fpm -F")]
    [InlineData("node_exporter x")]
    [InlineData("bash -s x")]
    [InlineData("bash")]
    [InlineData("bash -l")]
    public void Read_NoScript_IsNull(string command)
        => Assert.True(InvocationReader.Read(command.Split(' ')).Script is null or "x");

    [Theory]
    [InlineData("sh", "-c", "text")]
    [InlineData("/bin/bash", "-lc", "text")]
    [InlineData("bash", "-e", "-o", "pipefail", "-c", "text")]
    [InlineData("bash", "-euo", "pipefail", "-c", "text")]
    [InlineData("bash", "--login", "-c", "--", "text")]
    [InlineData("tini", "--", "sh", "-c", "text")]
    [InlineData("su", "-c", "text", "app")]
    [InlineData("su", "app", "-s", "/bin/sh", "-c", "text")]
    [InlineData("busybox", "sh", "-c", "text")]
    public void Read_ShellText_IsFound(params string[] words) => Assert.Equal("text", InvocationReader.Read(words).ShellText);

    [Fact]
    public void Read_ShellTextWithArguments_SkipsTheName()
        => Assert.Equal(["a", "b"], InvocationReader.Read(["sh", "-c", "text", "name", "a", "b"]).Arguments);

    [Fact]
    public void Read_Nothing_IsEmpty() => Assert.Empty(InvocationReader.Read([]).Programs);
}
