using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>What is started under another name than the one that the image has it under, and what functions write.</summary>
public sealed class StartChainCopiesTests
{
    private const string Target = "/opt/app/start.sh";

    /// <summary>Bodies of an entrypoint that starts /opt/app/start.sh; each kind with neighbours.</summary>
    public static TheoryData<string> Starting =>
    [
        // A copy or a link, made before.
        "cp /opt/app/start.sh /tmp/x\n/tmp/x",
        "cp -a /opt/app /srv/live\ncd /srv/live\nexec ./start.sh",
        "cp -r /opt/app/. /srv/live/\nexec /srv/live/start.sh",
        "cp /opt/app/* /srv/\nsh /srv/start.sh",
        "install -D -m 755 -o root /opt/app/start.sh /usr/local/bin/go\nexec go",
        "install -m755 -t /usr/local/bin /opt/app/start.sh\nexec start.sh",
        "ln -sf /opt/app/start.sh /usr/local/bin/go\ngo --port 80",
        "cd /srv\nln -s ../opt/app/start.sh go\n./go",
        "mv --target-directory=/srv /opt/app/start.sh\n. /srv/start.sh",
        // What a function writes.
        "choose() { echo /opt/app/start.sh; }\nexec $(choose)",
        "choose() { case ${ROLE:-web} in web) echo /opt/app/start.sh ;; *) echo true ;; esac; }\nexec \"$(choose)\"",
        "in_app() { printf '%s/%s' /opt/app \"$1\"; }\nx=$(in_app start.sh)\nexec \"$x\"",
        "a() { echo /opt/app; }\nb() { echo \"$(a)/start.sh\"; }\nexec \"$(b)\"",
        // What a shell reads first.
        "export BASH_ENV=/opt/app/start.sh\nexec bash -c true",
        "ENV=/opt/app/start.sh\nexport ENV\nexec sh -i",
    ];

    [Theory]
    [MemberData(nameof(Starting))]
    public async Task ScanAsync_Entrypoint_ListsWhatItStarts(string body)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"));

        Assert.Equal((Target, false), outcome.Autorun.Where(file => file.Path == Target).Select(file => (file.Path, file.MayStart)).SingleOrDefault());
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Theory]
    [InlineData("cp /opt/app/start.sh /srv/kept.sh")]
    [InlineData("ln -s /opt/app/start.sh /srv/x\nls /srv/x")]
    [InlineData("say() { echo /opt/app/start.sh; }\nsay")]
    [InlineData("f() { echo \"$(f)\"; }\nx=$(f)\nexec $x")]
    [InlineData("ENV=production\nexec sh -c true")]
    public async Task ScanAsync_PutAsideOnly_IsNotListed(string body)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"));

        Assert.DoesNotContain(outcome.Autorun, file => file.Path == Target);
    }

    [Theory]
    [InlineData("node", "/srv/dist/main", "/srv/dist/main.js")]
    [InlineData("node", "dist/main", "/srv/dist/main.js")]
    [InlineData("nodejs", "./dist/main", "/srv/dist/main.js")]
    [InlineData("bun", "dist/other", "/srv/dist/other.ts")]
    [InlineData("node", ".", "/srv/dist/main.js")]
    [InlineData("python3", "dist/main", null)]
    [InlineData("node", "dist/other", null)]
    public async Task ScanAsync_NameWithoutItsEnding_IsFoundAsTheInterpreterFindsIt(string program, string script, string? expected)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = [program, script], WorkingDirectory = "/srv" }, System().File("/srv/package.json", """{"main":"dist/main"}""").File("/srv/dist/main.js", "1\n").File("/srv/dist/other.ts", "1\n"));

        Assert.Equal(expected, outcome.Autorun.Where(file => file.Kind != AutorunKind.Missing).Select(file => file.Path).SingleOrDefault(path => path.StartsWith("/srv/", StringComparison.Ordinal)));
        Assert.Equal(expected is null, Ids(outcome).Contains("missing-target"));
    }

    [Theory]
    [InlineData(". \"${0%/*}/lib.sh\"\nboot \"$@\"", "boot() {\n exec \"${APP:-/opt/app/start.sh}\" \"$@\"\n}")]
    [InlineData(". \"${0%/*}/lib.sh\"\nboot", "boot() {\n exec \"${APP:-/opt/app/start.sh}\"\n}")]
    [InlineData(". ${0%/*}/lib.sh\nboot \"$@\"", "boot() { exec /opt/app/start.sh \"$@\"; }")]
    [InlineData(". /e/lib.sh", "exec \"${APP:-/opt/app/start.sh}\" \"$@\"")]
    [InlineData(". /e/lib.sh\nboot \"$@\"", "boot() {\n exec \"${APP:-/opt/app/start.sh}\" \"$@\"\n}")]
    public async Task ScanAsync_FunctionOfASourcedFile_ListsWhatItStarts(string body, string library)
    {
        var image = System().File("/e/entry.sh", "#!/bin/sh\n" + body + "\n").File("/e/lib.sh", library + "\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e/entry.sh"] }, image);

        Assert.Contains(outcome.Autorun, file => file.Path == Target);
    }

    [Theory]
    [InlineData("gunicorn -b 0.0.0.0:8000 -w 2 app:app", "/srv/app.py")]
    [InlineData("gunicorn --bind unix:/run/x.sock 'pkg.main:create()'", "/srv/pkg/main.py")]
    [InlineData("uvicorn pkg.main:app --host 0.0.0.0", "/srv/pkg/main.py")]
    [InlineData("daphne site1:application", "/srv/site1/__init__.py")]
    [InlineData("celery -A pkg worker", "/srv/pkg/celery.py")]
    [InlineData("celery --app=pkg.main worker", "/srv/pkg/main.py")]
    [InlineData("gunicorn --help", null)]
    [InlineData("echo app:app", null)]
    public async Task ScanAsync_ServerOfAnApplication_ListsItsModule(string body, string? expected)
    {
        var image = System().File("/entry.sh", "#!/bin/sh\n" + body + "\n").File("/srv/app.py", "1\n").File("/srv/pkg/main.py", "1\n").File("/srv/pkg/celery.py", "1\n").File("/srv/site1/__init__.py", "1\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"], WorkingDirectory = "/srv" }, image);

        Assert.Equal(expected, outcome.Autorun.Select(file => file.Path).SingleOrDefault(path => path.StartsWith("/srv/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("npm start --prefix /srv/web")]
    [InlineData("npm --prefix=/srv/web run start")]
    [InlineData("yarn --cwd /srv/web start")]
    public async Task ScanAsync_PackageInAnotherFolder_ListsWhatItsScriptStarts(string body)
    {
        var image = System().File("/entry.sh", "#!/bin/sh\n" + body + "\n").File("/usr/bin/npm", "#!/bin/sh\n").File("/usr/bin/yarn", "#!/bin/sh\n")
            .File("/srv/web/package.json", """{"scripts":{"start":"/opt/app/start.sh --x"}}""");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, image);

        Assert.Contains(outcome.Autorun, file => file is { Path: Target, MayStart: false });
    }

    [Fact]
    public async Task ScanAsync_SettingsThatAreAScript_NamesWhatTheyName()
    {
        var image = System().File("/usr/bin/pm2-runtime", "#!/bin/sh\n").File("/srv/app.config.js", "module.exports = { apps: [{ script: '/opt/app/start.sh' }] }\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["pm2-runtime", "/srv/app.config.js"] }, image);

        Assert.Contains(outcome.Autorun, file => file is { Path: Target, MayStart: true });
    }

    private static FakeImageContent System() => UsualSystem().File(Target, "#!/bin/sh\necho payload\n").Directory("/srv").Directory("/root").File("/usr/bin/bun", Program()).File("/usr/bin/nodejs", Program());
}
