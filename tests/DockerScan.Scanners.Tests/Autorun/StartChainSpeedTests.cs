using System.Globalization;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.TestKit;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>A long entrypoint with everything in it costs little. Beside other tests on a busy machine, so the bound is a multiple of what it takes alone.</summary>
public sealed class StartChainSpeedTests
{
    // 50 ms is what it may take alone.
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(50 * 20);

    [Fact]
    public void Scan_EntrypointOf2000Lines_IsReadInTime()
    {
        var content = UsualSystem().File("/entry.sh", Entrypoint(2000)).File("/opt/app/start.sh", "#!/bin/sh\n");
        var best = ThreadTime.Best(5, () =>
        {
            var outcome = Scan(new ImageConfiguration { Entrypoint = ["/entry.sh"], Command = ["nginx", "-g", "daemon off;"] }, content);
            Assert.Contains("/opt/app/start.sh", Paths(outcome));
            Assert.Null(outcome.Reason);
        });

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.TotalMilliseconds:0.0} ms"));
        Assert.InRange(best, TimeSpan.Zero, Bound);
    }

    // Four times the lines take about four times as long; what goes through all again for each line would take sixteen.
    [Fact]
    public void Scan_FourTimesTheLines_IsNoWorseThanInProportion()
    {
        _ = Time(500);
        var (few, many) = (Time(500), Time(2000));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many / few:0.0} times"));
        Assert.InRange(many / few, 0, 12);
    }

    // A program, a file and a pattern that each line names are looked for once.
    [Fact]
    public void FileResolver_SameWordsAgain_AreLookedUpOnce()
    {
        var files = new FileResolver(new ImageConfiguration(), UsualSystem().File("/init.d/a.sh", "x").Index);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal("/usr/bin/nginx", files.Program("nginx", ["/"])?.Path);
            Assert.Equal("/usr/bin/dash", files.Program("sh", ["/"], ["/nowhere", "/usr/bin"])?.Path);
            Assert.Null(files.Script("nothing", ["/", "/usr"]));
            Assert.Equal("/init.d/a.sh", Assert.Single(files.Matching("/init.d/*.sh", ["/"]).Files).Path);
        }

        Assert.InRange(files.Lookups, 1, 10);
    }

    private static TimeSpan Time(int lines)
    {
        var content = UsualSystem().File("/entry.sh", Entrypoint(lines)).File("/opt/app/start.sh", "#!/bin/sh\n");
        return ThreadTime.Best(5, () => Scan(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, content));
    }

    // All of it is in memory, so that it ends on the thread whose time is taken.
    private static ScannerOutcome Scan(ImageConfiguration configuration, FakeImageContent content)
    {
        var scan = ScanAsync(configuration, content);
        Assert.True(scan.IsCompletedSuccessfully);
        return scan.GetAwaiter().GetResult();
    }

    private static string Entrypoint(int lines)
    {
        string[] shapes =
        [
            "log \"step {0}\" \"$@\"", "if [ -z \"${{VAR_{0}:-}}\" ]; then export VAR_{0}=\"$(printenv HOME)/x{0}\"; fi", "case \"$1\" in\n  -*) set -- nginx \"$@\" ;;\n  x{0}) shift ;;\nesac",
            "for f in /docker-entrypoint.d/*.sh; do . \"$f\"; done", "dir{0}=$(cd \"$(dirname \"$0\")\" && pwd)", "mkdir -p \"$dir{0}/cache\" && chown -R app:app \"$dir{0}\"",
            "cat > /etc/app/{0}.conf <<EOF\nport = ${{PORT:-80}}\nEOF", "((count++)) || true", "[[ \"$x\" == y* && -n $z ]] && echo \"it is {0}\" >&2", "run_{0}() {{ local what=\"$1\"; shift; \"$what\" \"$@\"; }}",
        ];
        var text = new StringBuilder("#!/bin/bash\nset -euo pipefail\nlog() { printf '%s %s\\n' \"$(date)\" \"$*\"; }\n");
        for (var i = 0; i < lines; i++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, shapes[i % shapes.Length], i).Append('\n');
        }

        return text.Append("run_9 /opt/app/start.sh\nexec \"$@\"\n").ToString();
    }
}
