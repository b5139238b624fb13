using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun.Inits;

/// <summary>What a supervisor, an init system or cron starts from files of its own is started by the image.</summary>
public sealed class InitSystemsTests
{
    private const string Target = "/opt/app/start.sh";

    [Theory]
    [InlineData("/usr/bin/supervisord", "/etc/supervisor/supervisord.conf", "[program:x]\ncommand=/opt/app/start.sh --port %(ENV_PORT)s\n; command=/none")]
    [InlineData("/usr/bin/supervisord -n -c /srv/s.conf", "/srv/s.conf", "[program:x]\ncommand = bash -c \"exec /opt/app/start.sh\"")]
    [InlineData("/usr/bin/tini -- supervisord", "/etc/supervisord.conf", "[program:x]\ncommand=gosu app /opt/app/start.sh")]
    [InlineData("/usr/bin/s6-svscan /etc/s6", "/etc/s6/web/run", "#!/bin/sh\nexec /opt/app/start.sh")]
    [InlineData("/init", "/etc/services.d/web/run", "#!/bin/sh\nexec /opt/app/start.sh")]
    [InlineData("/init", "/etc/s6-overlay/s6-rc.d/web/up", "/opt/app/start.sh\n")]
    [InlineData("/init", "/etc/cont-init.d/10-x", "#!/bin/sh\n/opt/app/start.sh")]
    [InlineData("runsvdir -P /etc/service", "/etc/service/web/run", "#!/bin/sh\nexec chpst -u app /opt/app/start.sh")]
    [InlineData("/sbin/runit-init", "/etc/runit/2", "#!/bin/sh\n/opt/app/start.sh")]
    [InlineData("/sbin/my_init", "/etc/my_init.d/00_x.sh", "#!/bin/sh\n/opt/app/start.sh")]
    [InlineData("cron -f", "/etc/cron.d/x", "SHELL=/bin/sh\n*/5 * * * * root /opt/app/start.sh > /dev/null")]
    [InlineData("cron -f", "/etc/crontab", "@reboot root test -x /x || /opt/app/start.sh")]
    [InlineData("crond -f -c /srv/tabs", "/srv/tabs/root", "* * * * * /opt/app/start.sh")]
    [InlineData("crond -f", "/var/spool/cron/crontabs/root", "@daily /opt/app/start.sh")]
    [InlineData("crond -f", "/etc/periodic/hourly/x", "#!/bin/sh\n/opt/app/start.sh")]
    [InlineData("supercronic /srv/tab", "/srv/tab", "*/2 * * * * /opt/app/start.sh")]
    [InlineData("/lib/systemd/systemd", "/etc/systemd/system/multi-user.target.wants/x.service", "[Service]\nExecStartPre=-/bin/mkdir -p /x\nExecStart=!\\\n  /opt/app/start.sh\n")]
    [InlineData("/sbin/init", "/etc/inittab", "::respawn:/opt/app/start.sh -x\n")]
    [InlineData("supervisord", "/etc/supervisord.conf", "[program:x]\ncommand=./start.sh --n %(process_num)d\ndirectory=/opt/app\nenvironment=A=\"b\"\n[program:y]\ncommand=sleep 1\n")]
    [InlineData("supervisord", "/etc/supervisord.conf", "[eventlistener:start]\nenvironment=HOME_OF=\"/opt/app\"\ncommand=%(ENV_HOME_OF)s/%(program_name)s.sh\n")]
    [InlineData("/lib/systemd/systemd", "/etc/systemd/system/x.service.d/10-x.conf", "[Service]\nExecStart=\nExecStart=-/opt/app/start.sh --unit %n\n")]
    [InlineData("/lib/systemd/systemd", "/etc/systemd/system/multi-user.target.wants/app@start.service", "[Service]\nWorkingDirectory=/opt/app\nExecStart=/bin/sh -c './%i.sh'\n")]
    [InlineData("cron -f", "/etc/cron.d/x", "PATH=/opt/app:/usr/bin\n@reboot\troot\tcd / && start.sh --once")]
    [InlineData("crontab /srv/tab", "/srv/tab", "A=b\n*/2 * * * * /opt/app/start.sh")]
    [InlineData("inetd -i", "/etc/inetd.conf", "8080 stream tcp nowait root /opt/app/start.sh start.sh -i\n")]
    [InlineData("/init", "/etc/s6-overlay/s6-rc.d/web/run", "#!/usr/bin/execlineb -P\nforeground { sleep 1 }\n# then\n/opt/app/start.sh")]
    [InlineData("service web start", "/etc/init.d/web", "#!/bin/sh\ncase $1 in start) /opt/app/start.sh ;; esac")]
    public async Task ScanAsync_InitReadsWhatItStarts_IsListed(string command, string path, string text)
    {
        var words = command.Split(' ');
        var program = words.First(word => !word.EndsWith("tini", StringComparison.Ordinal) && word != "--");
        var content = System().File(program.StartsWith('/') ? program : "/usr/bin/" + program, Program()).File(path, text);

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = words }, content);

        Assert.False(Assert.Single(outcome.Autorun, file => file.Path == Target).MayStart);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Fact]
    public async Task ScanAsync_TimerOfSystemd_StartsTheServiceOfItsName()
    {
        var content = System().File("/lib/systemd/systemd", Program()).Link("/etc/systemd/system/timers.target.wants/x.timer", "../x.timer")
            .File("/etc/systemd/system/x.timer", "[Timer]\nOnBootSec=1\n").File("/etc/systemd/system/x.service", "[Service]\nExecStart=/opt/app/start.sh\n");

        Assert.Contains(Target, Paths(await ScanAsync(new ImageConfiguration { Entrypoint = ["/lib/systemd/systemd"] }, content)));
    }

    [Fact]
    public async Task ScanAsync_SupervisorThatIncludes_ReadsThoseFilesToo()
    {
        var content = System().File("/usr/bin/supervisord", Program())
            .File("/etc/supervisor/supervisord.conf", "[include]\nfiles = conf.d/*.conf /etc/supervisor/supervisord.conf\n")
            .File("/etc/supervisor/conf.d/x.conf", "[program:x]\ncommand=/opt/app/start.sh\n");

        var file = Assert.Single((await ScanAsync(new ImageConfiguration { Command = ["supervisord"] }, content)).Autorun, file => file.Path == Target);

        Assert.Equal(("/etc/supervisor/conf.d/x.conf", 2), (file.StartedBy, file.Depth));
    }

    // A file of cron in an image that starts no cron starts nothing.
    [Fact]
    public async Task ScanAsync_FilesOfAnInitThatDoesNotRun_AreNotListed()
        => Assert.DoesNotContain(Target, Paths(await ScanAsync(new ImageConfiguration { Command = ["nginx"] }, System().File("/etc/cron.d/x", "* * * * * root /opt/app/start.sh\n"))));

    [Fact]
    public async Task ScanAsync_FileOfAnInitCannotBeRead_IsAGap()
    {
        var content = System().File("/usr/bin/cron", Program()).File("/etc/crontab", "* * * * * root /opt/app/start.sh\n");
        content.Unreadable.Add("/etc/crontab");

        Assert.Equal((StageOutcome.Partial, "what it starts could not be read: /etc/crontab"), (await ScanAsync(new ImageConfiguration { Command = ["cron"] }, content)) is var outcome ? (outcome.Outcome, outcome.Reason) : default);
    }

    private static FakeImageContent System() => UsualSystem().File(Target, "#!/bin/sh\necho payload\n");
}
