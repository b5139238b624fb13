using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>Further shapes of public entrypoints: words that stand in files of the image, text that goes through other commands, arrays, folders that are changed to, profiles, and files of other programs.</summary>
public sealed class StartChainShapesTests
{
    private const string Target = "/opt/app/start.sh";

    /// <summary>Bodies of an entrypoint that starts /opt/app/start.sh; each kind with neighbours.</summary>
    public static TheoryData<string> Starting =>
    [
        // Words out of a file.
        "exec $(cat /t/command)",
        "exec $(< /t/command)",
        "exec $(head -n 1 /t/command)",
        "read -r command < /t/command\nexec $command",
        "mapfile -t cmd < /t/words\nexec \"${cmd[@]}\"",
        "readarray -t cmd < /t/words\n\"${cmd[0]}\" --port",
        "eval \"$(cat /t/settings)\"\nexec \"$MAIN\"",
        "while IFS='|' read -r name command; do\n  case $name in '#'*|'') continue ;; esac\n  $command &\ndone < /t/table\nwait",
        "while read -r line; do $line; done < <(grep -v '^#' /t/command)",
        "cat /t/command | while read -r line; do $line; done",
        "exec $(grep '^web' /t/table | cut -d'|' -f2)",
        "exec $(awk '{print $1}' /t/command)",
        "while read -r name command; do $command; done <<'EOF'\nweb /opt/app/start.sh\nEOF",
        // Text that becomes another.
        "exec $(echo /opt/app/start.sh.tpl | sed -e 's/\\.tpl$//')",
        "exec $(echo /opt/app/start.sh.tpl | sed -e \"s/\\.tpl$//\")",
        "exec \"$(echo /opt/app/START.SH | tr A-Z a-z)\"",
        "exec \"$(echo /opt/app:start.sh | tr ':' '/')\"",
        "x=$(printf '%s/%s.%s' /opt/app start sh)\nexec \"$x\"",
        "printf -v x '%s/%s.sh' /opt/app start\nexec \"$x\"",
        "STEPS=/bin/true:/opt/app/start.sh\nIFS=:\nfor s in $STEPS; do \"$s\"; done",
        "IFS=, read -ra steps <<< 'true,/opt/app/start.sh'\nfor s in \"${steps[@]}\"; do $s; done",
        "read -r a b <<< \"x /opt/app/start.sh\"\nexec $b",
        "x=$(cat <<'EOF'\n/opt/app/start.sh\nEOF\n)\nexec $x",
        // Arrays and names of names.
        "cmd=(/opt/app)\ncmd[0]+=/start.sh\ncmd+=(--x)\nexec \"${cmd[@]}\"",
        "cmd=(a b)\ncmd[0]=/opt/app/start.sh\n\"${cmd[0]}\"",
        "declare -A p=([web]=/opt/app/start.sh [job]=true)\nexec \"${p[${1:-web}]}\"",
        "first=/opt/app/start.sh\ndeclare -n chosen=first\nexec \"$chosen\"",
        // A shell that reads what another command writes.
        ". <(cat /opt/app/start.sh)",
        "bash <(sed 's/a/b/' /opt/app/start.sh)",
        "cat <<'EOF' | sh\n/opt/app/start.sh\nEOF",
        "cat <<EOF | sudo -u app bash -s\nexec /opt/app/start.sh\nEOF",
        "sh -c \"$(cat <<'EOF'\ncd /\nexec /opt/app/start.sh\nEOF\n)\"",
        "tr -d '\\r' < /opt/app/start.sh | sh -s",
        "source /dev/stdin <<< '/opt/app/start.sh'",
        "echo '* * * * * /opt/app/start.sh' | crontab -",
        "echo '* * * * * root /opt/app/start.sh' > /etc/cron.d/app",
        "cat > /etc/crontabs/root <<EOF\n*/5 * * * * cd /opt/app && ./start.sh\nEOF",
        "cat > /run/go.sh <<'EOF'\n#!/bin/sh\nexec /opt/app/start.sh\nEOF\nsh /run/go.sh",
        // A folder that is changed to.
        "env -C /opt/app ./start.sh",
        "env --chdir=/opt A=1 sh app/start.sh",
        "start-stop-daemon --start --chdir /opt/app --exec ./start.sh",
        "flock -n /tmp/lock -c '/opt/app/start.sh && true'",
        // Quotes with escapes.
        "x=$'it\\'s'\nexec /opt/app/start.sh",
        "IFS=$'\\n\\t'\nX=/opt/app/start.sh\nexec $X",
    ];

    [Theory]
    [MemberData(nameof(Starting))]
    public async Task ScanAsync_Entrypoint_ListsWhatItStarts(string body)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"));

        Assert.Equal((Target, false), outcome.Autorun.Where(file => file.Path == Target).Select(file => (file.Path, file.MayStart)).SingleOrDefault());
        Assert.Null(outcome.Reason);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Theory]
    [InlineData("x=$(cat /t/command)\necho \"$x\"")]
    [InlineData("cat /t/command > /tmp/copy")]
    [InlineData("while read -r line; do echo \"$line\"; done < /t/command")]
    [InlineData("echo '/opt/app/start.sh' > /etc/app.conf")]
    [InlineData("cat > /etc/app.conf <<EOF\n/opt/app/start.sh\nEOF")]
    [InlineData("diff <(echo /opt/app/start.sh) <(echo x)")]
    public async Task ScanAsync_WordsThatAreOnlyWritten_StartNothing(string body)
        => Assert.DoesNotContain(Target, Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"))));

    [Theory]
    [InlineData("bash", "-lc", "true")]
    [InlineData("/bin/bash", "--login", "-c", "true")]
    [InlineData("bash", "--init-file", "/t/own.rc", "-i")]
    [InlineData("su", "-", "root", "-c", "true")]
    public async Task ScanAsync_ShellThatReadsAProfile_ListsWhatThatStarts(params string[] words)
    {
        var content = System().File("/etc/profile", "for i in /etc/profile.d/*.sh; do [ -r $i ] && . $i; done\n").File("/etc/profile.d/x.sh", "/opt/app/start.sh\n", 0b110_100_100).File("/t/own.rc", "/opt/app/start.sh\n", 0b110_100_100);

        Assert.Contains((await ScanAsync(new ImageConfiguration { Entrypoint = words }, content)).Autorun, file => file is { Path: Target, MayStart: false });
    }

    [Fact]
    public async Task ScanAsync_ShellThatReadsNoProfile_DoesNotListIt()
        => Assert.DoesNotContain(Target, Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["bash", "-c", "true"] }, System().File("/etc/profile", "/opt/app/start.sh\n"))));

    [Theory]
    [InlineData("/t/main.py", "import os\nos.execv('/opt/app/start.sh', ['x'])\n", "python3", "-u", "/t/main.py")]
    [InlineData("/t/main.py", "here = \"/opt/app\"\nsubprocess.run([os.path.join(here, 'start.sh')])\n", "python3", "/t/main.py")]
    [InlineData("/opt/app/main.js", "spawn(path.join(__dirname, 'start.sh'))\n", "node", "/opt/app/main.js")]
    [InlineData("/opt/app/main.js", "exec(`${__dirname}/start.sh --x`)\n", "node", "/opt/app/main.js")]
    [InlineData("/t/run", "#!/usr/bin/perl\nmy $base = \"/opt/app\";\nsystem(\"$base/start.sh\");\n", "/t/run")]
    [InlineData("/t/run", "x", "perl", "-e", "exec q{/opt/app/start.sh}")]
    [InlineData("/t/run", "x", "python3", "-c", "import os; os.system('sh /opt/app/start.sh')")]
    [InlineData("/t/run", "x", "socat", "TCP-LISTEN:80,fork", "EXEC:/opt/app/start.sh,pty")]
    public async Task ScanAsync_FileThatAnotherLanguageNames_MayStart(string path, string text, params string[] words)
    {
        var content = System().File(path, text).File("/usr/bin/socat", Program());

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = words }, content);

        Assert.True(Assert.Single(outcome.Autorun, file => file.Path == Target).MayStart);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Theory]
    [InlineData("PYTHONPATH=/t/py", "/t/py/pkg/__main__.py", "python3", "-m", "pkg")]
    [InlineData("A=b", "/srv/pkg/tool.py", "python3", "-um", "pkg.tool")]
    [InlineData("A=b", "/usr/lib/python3/dist-packages/pkg/__main__.py", "python3", "-m", "pkg")]
    [InlineData("PYTHONPATH=/t/py", "/t/py/sitecustomize.py", "python3", "-c", "pass")]
    [InlineData("NODE_OPTIONS=--require /t/hook.js", "/t/hook.js", "node", "/t/x.js")]
    [InlineData("PERL5OPT=-I/t/lib -MHeld", "/t/lib/Held.pm", "perl", "-e", "1")]
    [InlineData("JAVA_TOOL_OPTIONS=-javaagent:/t/agent.jar=x", "/t/agent.jar", "sleep", "1")]
    [InlineData("LD_AUDIT=/t/audit.so", "/t/audit.so", "sleep", "1")]
    [InlineData("A=b", "/srv/lib/main.js", "node", ".")]
    [InlineData("A=b", "/srv/boot.js", "npm", "run", "serve")]
    [InlineData("A=b", "/srv/recipe.sh", "make", "serve")]
    [InlineData("A=b", "/srv/proc.sh", "honcho", "start")]
    public async Task ScanAsync_ModuleOrPackage_IsListed(string variable, string path, params string[] words)
    {
        var content = System().File(path, "print(1)\n").File("/usr/bin/npm", Program()).File("/usr/bin/make", Program()).File("/usr/bin/honcho", Program())
            .File("/srv/package.json", """{"main":"lib/main.js","scripts":{"preserve":"true","serve":"node boot.js --port 80"}}""")
            .File("/srv/Makefile", "NAME := recipe\nall:\n\ttrue\nserve: prepare\nprepare:\n\t@sh ./$(NAME).sh\n").File("/srv/Procfile", "web: sh proc.sh\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = words, Environment = [variable], WorkingDirectory = "/srv" }, content);

        Assert.Contains(outcome.Autorun, file => file.Path == path && !file.MayStart);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Theory]
    [InlineData("export LD_PRELOAD=/t/lib.so\nexec sleep 1")]
    [InlineData("LD_PRELOAD=/t/lib.so sleep 1")]
    public async Task ScanAsync_LibraryThatAScriptHasLoaded_IsListed(string body)
        => Assert.Contains("/t/lib.so", Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/t/lib.so", Program()).File("/entry.sh", "#!/bin/sh\n" + body + "\n"))));

    private static FakeImageContent System()
        => UsualSystem().File(Target, "#!/bin/sh\necho payload\n").Directory("/srv").Directory("/root").Directory("/run").File("/usr/bin/su", Program()).File("/usr/bin/crontab", Program()).File("/usr/bin/flock", Program())
            .File("/t/command", "/opt/app/start.sh --quiet\n", 0b110_100_100).File("/t/words", "/opt/app/start.sh\n--port\n80\n", 0b110_100_100)
            .File("/t/settings", "MAIN=/opt/app/start.sh\nexport MAIN\n", 0b110_100_100).File("/t/table", "# name|command\nweb|/opt/app/start.sh\n", 0b110_100_100);
}
