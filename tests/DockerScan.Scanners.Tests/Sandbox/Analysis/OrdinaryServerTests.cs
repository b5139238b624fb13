using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>What ordinary images do is no behaviour finding: a scanner that cries wolf is switched off.</summary>
public sealed class OrdinaryServerTests
{
    private static readonly Dictionary<string, Func<RecordBuilder>> All = new()
    {
        ["nginx"] = Nginx, ["redis"] = Redis, ["postgres"] = Postgres, ["cron"] = Cron, ["sshd"] = Sshd, ["python"] = PythonHttp, ["apt"] = Apt, ["installer"] = Installer, ["batch"] = Batch,
        ["java"] = Java, ["dotnet"] = DotNet, ["crawler"] = Crawler, ["retry"] = Retry, ["systemd"] = SystemD, ["wait-for-it"] = WaitForIt, ["user-add"] = UserAdd, ["loopback"] = LoopbackLoad,
        ["media"] = Upload,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Analyze_OrdinaryServer_HasNoBehaviourFinding(string name)
    {
        var record = All[name]();

        Assert.Empty(TestBehavior.Behaviours(record));
        Assert.Empty(TestBehavior.Analyze(record).Completeness.Reasons);
    }

    [Fact]
    public void Analyze_Nginx_SaysWhatIsAllowed()
    {
        var found = TestBehavior.Analyze(Nginx());

        Assert.Equal(["privilege.root-user:runs-as-root:/usr/sbin/nginx"], found.Findings.Select(each => $"{each.Check}:{each.Id}:{each.Location}"));
        Assert.Equal(DockerScan.Core.Findings.Severity.Low, found.Findings[0].Severity);
    }

    [Fact]
    public void Analyze_Redis_RootIsGivenUp()
        => Assert.DoesNotContain(TestBehavior.Analyze(Redis()).Findings, each => each.Check == "privilege.root-user");

    private static RecordBuilder Nginx()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["/docker-entrypoint.sh"], Command = ["nginx", "-g", "daemon off;"], ExposedPorts = ["80/tcp"] })
            .Process(1, "/bin/dash", "/bin/sh /docker-entrypoint.sh nginx -g daemon off;")
            .Process(20, "/usr/bin/find", "/usr/bin/find /docker-entrypoint.d/ -mindepth 1", at: 0.05, end: 0.1)
            .Process(24, "/bin/dash", "/bin/sh /docker-entrypoint.d/20-envsubst-on-templates.sh", at: 0.1, end: 0.2)
            .Process(27, "/bin/sed", "sed -i -E s,listen       80;,listen       80;\\n    listen  [::]:80;, /etc/nginx/conf.d/default.conf", at: 0.2, end: 0.25)
            .Becomes(1, 0, 0.4, "/usr/sbin/nginx", "nginx: master process nginx -g daemon off;")
            .Process(30, "/usr/sbin/nginx", "nginx: worker process", uid: 101, at: 0.5)
            .Process(31, "/usr/sbin/nginx", "nginx: worker process", uid: 101, at: 0.5)
            .Listen(1, 80).Listen(1, 80, "::").Listen(30, 80)
            .Changed("/etc/nginx/conf.d/default.conf", "changed").Changed("/run/nginx.pid").Changed("/var/cache/nginx/client_temp").Changed("/etc/nginx/conf.d", "changed");

    private static RecordBuilder Redis()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["docker-entrypoint.sh"], Command = ["redis-server"], ExposedPorts = ["6379/tcp"], Volumes = ["/data"] })
            .Process(1, "/bin/dash", "/bin/sh /usr/local/bin/docker-entrypoint.sh redis-server")
            .Process(8, "/usr/bin/find", "find . ! -user redis -exec chown redis {} +", at: 0.05, end: 0.3)
            .Becomes(1, 0, 0.4, "/usr/local/bin/gosu", "gosu redis /usr/local/bin/docker-entrypoint.sh redis-server")
            .Becomes(1, 0, 0.5, "/usr/local/bin/redis-server", "redis-server *:6379", uid: 999)
            .Listen(1, 6379).Listen(1, 6379, "::");

    private static RecordBuilder Postgres()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["docker-entrypoint.sh"], Command = ["postgres"], ExposedPorts = ["5432/tcp"], Volumes = ["/var/lib/postgresql/data"] })
            .Process(1, "/bin/bash", "bash /usr/local/bin/docker-entrypoint.sh postgres")
            .Becomes(1, 0, 0.2, "/bin/bash", "bash /usr/local/bin/docker-entrypoint.sh postgres", uid: 999)
            .Process(40, "/usr/lib/postgresql/16/bin/initdb", "/usr/lib/postgresql/16/bin/initdb -D /var/lib/postgresql/data", uid: 999, at: 0.3, end: 2)
            .Process(41, "/usr/lib/postgresql/16/bin/postgres", "postgres --boot -F -c log_checkpoints=false", uid: 999, at: 0.6, end: 1.8)
            .Becomes(1, 0, 4, "/usr/lib/postgresql/16/bin/postgres", "postgres", uid: 999)
            .Process(60, "/usr/lib/postgresql/16/bin/postgres", "postgres: checkpointer", uid: 999, at: 4.1)
            .Process(61, "/usr/lib/postgresql/16/bin/postgres", "postgres: walwriter", uid: 999, at: 4.1)
            .Listen(1, 5432, at: 4.2).Listen(1, 5432, "::", at: 4.2).Listen(60, 41234, "::1", at: 4.2, protocol: "udp")
            .Changed("/run/postgresql/.s.PGSQL.5432.lock").Changed("/run/postgresql", "changed")
            .Inspect(new MappingEvent(1, "/dev/zero (deleted)", IsDeleted: true), 4.2).Inspect(new MappingEvent(1, "/SYSV00000000 (deleted)", IsDeleted: true), 4.2);

    private static RecordBuilder Cron()
    {
        var record = new RecordBuilder().Configured(new ImageConfiguration { Command = ["cron", "-f"] })
            .Process(1, "/usr/sbin/cron", "cron -f").Changed("/run/crond.pid").Changed("/var/spool/cron/crontabs", "changed").Changed("/var/log/cron.log");
        for (var minute = 0; minute < 2; minute++)
        {
            record.Process(20 + (10 * minute), "/usr/sbin/cron", "/usr/sbin/CRON -f", at: 20 + (minute * 30), end: 22 + (minute * 30))
                .Process(21 + (10 * minute), "/bin/dash", "/bin/sh -c /usr/local/bin/backup.sh >> /var/log/cron.log 2>&1", at: 20.1 + (minute * 30), end: 22 + (minute * 30), parent: 20 + (10 * minute))
                .Process(22 + (10 * minute), "/bin/gzip", "gzip -9 /var/log/app.log.1", at: 20.2 + (minute * 30), end: 21 + (minute * 30), parent: 21 + (10 * minute));
        }

        return record;
    }

    private static RecordBuilder Sshd()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["/entrypoint.sh"], ExposedPorts = ["22/tcp"] })
            .Process(1, "/bin/bash", "/bin/bash /entrypoint.sh")
            .Process(9, "/usr/bin/ssh-keygen", "ssh-keygen -A", at: 0.1, end: 1.9)
            .Becomes(1, 0, 2, "/usr/sbin/sshd", "sshd: /usr/sbin/sshd -D -e [listener] 0 of 10-100 startups")
            .Listen(1, 22, at: 2.1).Listen(1, 22, "::", at: 2.1)
            .Changed("/etc/ssh/ssh_host_rsa_key").Changed("/etc/ssh/ssh_host_rsa_key.pub").Changed("/etc/ssh", "changed").Changed("/run/sshd.pid").Changed("/root/.ssh", "changed")
            .Changed("/root/.ssh/known_hosts");

    private static RecordBuilder PythonHttp()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["python3", "-m", "http.server", "8000"], User = "1000" })
            .Process(1, "/usr/local/bin/python3.12", "python3 -m http.server 8000", uid: 1000).Listen(1, 8000)
            .Dns("web-7f9c").Changed("/usr/local/lib/python3.12/http/__pycache__/server.cpython-312.pyc").Changed("/tmp/tmpab12cd34.log");

    private static RecordBuilder Apt()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["sh", "-c", "apt-get update && apt-get install -y cron curl"] })
            .Process(1, "/bin/dash", "sh -c apt-get update && apt-get install -y cron curl")
            .Process(7, "/usr/bin/apt-get", "apt-get update", at: 0.1, end: 12)
            .Process(8, "/usr/lib/apt/methods/http", "/usr/lib/apt/methods/http", uid: 100, at: 0.2, end: 12, parent: 7)
            .Process(9, "/usr/lib/apt/methods/gpgv", "/usr/lib/apt/methods/gpgv", uid: 100, at: 0.3, end: 11, parent: 7)
            .Process(10, "/bin/dash", "/bin/sh /tmp/apt-key-gpghome.x8Kd92lQpA/gpg.0.sh --verify", uid: 100, at: 0.4, end: 0.8, parent: 9)
            .Dns("_http._tcp.deb.debian.org", null, type: "SRV").Dns("deb.debian.org", "198.18.0.1").Dns("deb.debian.org", "fd00::1", type: "AAAA").Dns("security.debian.org", "198.18.0.2")
            .Connect(8, "198.18.0.1", 80, "deb.debian.org", "http", "GET deb.debian.org/debian/dists/bookworm/InRelease", bytes: "GET /debian/dists/bookworm/InRelease HTTP/1.1\r\n")
            .Connect(8, "198.18.0.2", 80, "security.debian.org", "http", "GET security.debian.org/debian-security/dists", bytes: "GET /debian-security HTTP/1.1\r\n")
            .Process(20, "/usr/bin/dpkg", "/usr/bin/dpkg --unpack --auto-deconfigure /var/cache/apt/archives/cron_3.0.deb", at: 14, end: 16, parent: 7)
            .Process(22, "/bin/dash", "/bin/sh /var/lib/dpkg/info/cron.postinst configure", at: 16, end: 17, parent: 20)
            .Process(23, "/usr/sbin/groupadd", "groupadd --system crontab", at: 16.1, end: 16.3, parent: 22)
            .Executable("/usr/sbin/cron").Executable("/usr/bin/curl").Executable("/usr/bin/crontab", isSetUid: true).Executable("/etc/init.d/cron", AutorunKind.Script)
            .Executable("/var/lib/dpkg/info/cron.postinst", AutorunKind.Script)
            .Changed("/etc/cron.d/e2scrub_all").Changed("/etc/cron.daily/dpkg").Changed("/lib/systemd/system/cron.service").Changed("/etc/rc2.d/S01cron").Changed("/etc/pam.d/cron")
            .Changed("/var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease").Changed("/etc/group", "changed").Changed("/var/lib/dpkg/status", "changed");

    private static RecordBuilder Installer()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["/install.sh"], User = "1000" })
            .Process(1, "/bin/bash", "/bin/bash /install.sh", uid: 1000, end: 4)
            .Process(5, "/bin/cp", "cp -a /payload/bin/server /payload/bin/client /opt/app/bin/", uid: 1000, at: 0.3, end: 1)
            .Process(6, "/usr/bin/install", "install -m 755 /payload/run.sh /usr/local/bin/run", uid: 1000, at: 1, end: 1.2)
            .Process(7, "/bin/tar", "tar xzf /payload/lib.tgz -C /opt/app", uid: 1000, at: 1.2, end: 3)
            .Executable("/opt/app/bin/server").Executable("/opt/app/bin/client").Executable("/usr/local/bin/run", AutorunKind.Script, sameAs: "/payload/run.sh").Executable("/opt/app/lib/libapp.so.1")
            .Inspect(new OpenedEvent("/usr/local/bin/run", "executable", null), 1.1)
            .Exits(0, 4);

    private static RecordBuilder Batch()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["/app/render"], User = "1000" })
            .Process(1, "/app/render", "/app/render --threads 8 --frames 1-500 --out /data", uid: 1000).Cpu(0.99).Changed("/data/0001.png")
            .Dns("license.vendor.example").Connect(1, "198.18.0.5", 443, "license.vendor.example", "tls", "TLS to license.vendor.example");

    private static RecordBuilder Java()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["java", "-jar", "/app.jar"], ExposedPorts = ["8080"], User = "app" })
            .Process(1, "/opt/java/openjdk/bin/java", "java -jar /app.jar", uid: 1000).Listen(1, 8080, "::").Cpu(0.9, from: 0)
            .Inspect(new MappingEvent(1, "/tmp/libnetty_transport_native_epoll_x86_64123456789.so (deleted)", IsDeleted: true), 3)
            .Inspect(new MappingEvent(1, "/tmp/jna-3506402/jna12345678901234.tmp", IsDeleted: false), 3)
            .Executable("/tmp/snappy-1.1.10-5f2a-libsnappyjava.so")
            .Executable("/tmp/sqlite-3.45-4b1f-libsqlitejdbc.so.lck", AutorunKind.Other)
            .Changed("/tmp/hsperfdata_app/1");

    private static RecordBuilder DotNet()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["dotnet", "app.dll"], ExposedPorts = ["8080/tcp"], User = "1654" })
            .Process(1, "/usr/share/dotnet/dotnet", "dotnet app.dll", uid: 1654).Listen(1, 8080, "::")
            .Inspect(new MappingEvent(1, "/memfd:doublemapper (deleted)", IsDeleted: true), 1).Changed("/tmp/clr-debug-pipe-1-123-in").Changed("/tmp/dotnet-diagnostic-1-123-socket");

    private static RecordBuilder Crawler()
    {
        var record = new RecordBuilder().Configured(new ImageConfiguration { Command = ["/app/feeds"], User = "1000" }).Process(1, "/app/feeds", uid: 1000);
        for (var i = 0; i < 90; i++)
        {
            var at = 1 + (i * 0.5);
            record.Dns($"feed{i}.site{i % 40}.example", $"198.18.1.{i}", at).Connect(1, $"198.18.1.{i}", 443, $"feed{i}.site{i % 40}.example", "tls", "TLS", at + 0.05);
        }

        return record;
    }

    // The database is not there, so it tries again each second, as it should.
    private static RecordBuilder Retry()
    {
        var record = new RecordBuilder().Configured(new ImageConfiguration { Command = ["/app/api"], User = "1000" }).Process(1, "/app/api", uid: 1000).Dns("db", "198.18.0.1", count: 50);
        for (var i = 0; i < 50; i++)
        {
            record.Connect(1, "198.18.0.1", 5432, "db", "unknown", "8 bytes", 2 + i, "\0\0\0\u0008\u0004\u00d2\u0016/");
        }

        return record.Flow("tcp", "198.18.0.1", 5432, 300, 2, 52, syns: 50, domain: "db").Flow("udp", "198.18.0.200", 8125, 5000, 1, 58, domain: "statsd");
    }

    private static RecordBuilder SystemD()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["/sbin/init"] })
            .Process(1, "/usr/lib/systemd/systemd", "/sbin/init").Process(20, "/usr/lib/systemd/systemd-journald", at: 0.5)
            .Process(30, "/usr/bin/dbus-daemon", uid: 101, at: 1)
            .Changed("/etc/systemd/system/multi-user.target.wants/cron.service").Changed("/etc/systemd/system/multi-user.target.wants", "changed").Changed("/run/systemd/system/x.service").Changed("/etc/machine-id", "changed");

    private static RecordBuilder WaitForIt()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["/wait-for-it.sh", "db:5432", "--", "app"], User = "1000" })
            .Process(1, "/bin/bash", "bash /wait-for-it.sh db:5432 -- app", uid: 1000).Dns("db")
            .Process(5, "/bin/bash", "bash -c (echo > /dev/tcp/db/5432) >/dev/null 2>&1", uid: 1000, at: 1, end: 1.1)
            .Connect(5, "198.18.0.9", 5432, "db", null, "closed without a byte", 1)
            // The shell's redirection makes the connection its standard output for a moment.
            .Socket(5, "198.18.0.9", 5432, 0, 1.05, "tcp", 1)
            .Process(6, "/usr/bin/nc", "nc -z db 5432", uid: 1000, at: 2, end: 2.1);

    private static RecordBuilder UserAdd()
        => new RecordBuilder().Configured(new ImageConfiguration { Entrypoint = ["/init"], User = string.Empty })
            .Process(1, "/bin/s6-svscan", "s6-svscan /run/service").Process(40, "/usr/sbin/useradd", "useradd -m -u 911 abc", at: 0.3, end: 0.6)
            .Process(60, "/app/server", uid: 911, at: 2)
            .Changed("/etc/passwd", "changed", "root:x:0:0::/root:/bin/sh\nabc:x:911:911::/home/abc:/bin/sh\n", "root:x:0:0::/root:/bin/sh\n")
            .Changed("/etc/shadow", "changed", "root:*:1::::::\nabc:!:1::::::\n", "root:*:1::::::\n")
            .Changed("/home/abc").Changed("/home/abc/.bashrc", text: "# skeleton").Changed("/home/abc/.profile", text: "# profile").Original("/etc/skel/.bashrc", "# skeleton").Original("/etc/skel/.profile", "# profile");

    private static RecordBuilder LoopbackLoad()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["/app/bench"], User = "1000" }).Process(1, "/app/bench", uid: 1000).Listen(1, 8080, "127.0.0.1")
            .Flow("tcp", "127.0.0.1", 8080, 900_000, 1, 55, syns: 60_000).Flow("udp", "127.0.0.1", 8125, 900_000, 1, 55).Flow("tcp", "::1", 8080, 90_000, 1, 55, syns: 60_000);

    private static RecordBuilder Upload()
        => new RecordBuilder().Configured(new ImageConfiguration { Command = ["/app/backup"], User = "1000" }).Process(1, "/app/backup", uid: 1000).Dns("s3.amazonaws.com")
            .Connect(1, "198.18.0.9", 443, "s3.amazonaws.com", "tls", "TLS to s3.amazonaws.com")
            .Flow("tcp", "198.18.0.9", 443, 500_000, 2, 50, syns: 4, bytesEach: 8000, domain: "s3.amazonaws.com");
}
