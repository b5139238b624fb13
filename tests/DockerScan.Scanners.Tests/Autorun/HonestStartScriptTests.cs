using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>Bodies of honest start scripts (jupyter/docker-stacks, docker-mailserver, linuxserver/openssh-server, dperson/openvpn-client) and their neighbours: medium at most and never malware, nothing where something is switched off; and what is near them and hostile stays found.</summary>
public sealed class HonestStartScriptTests
{
    // Medium at most, and never called malware.
    [Theory]
    [InlineData("[ \"$GRANT_SUDO\" != yes ] || echo \"app ALL=(ALL) NOPASSWD:ALL\" > /etc/sudoers.d/app", "tamper.sudo-all")]
    [InlineData("if [[ \"$GRANT_SUDO\" == \"1\" ]]; then echo \"$NB_USER ALL=(ALL) NOPASSWD:ALL\" >> /etc/sudoers.d/notebook; fi", "tamper.sudo-all")]
    [InlineData("echo \"coder ALL=(ALL) NOPASSWD:ALL\" | sudo tee -a /etc/sudoers.d/nopasswd > /dev/null", "tamper.sudo-all")]
    [InlineData("[ -z \"$PUBLIC_KEY\" ] || echo \"$PUBLIC_KEY\" >> /config/.ssh/authorized_keys", "tamper.authorized-keys")]
    [InlineData("[[ -f \"$PUBLIC_KEY_FILE\" ]] && cat \"$PUBLIC_KEY_FILE\" >> /config/.ssh/authorized_keys", "tamper.authorized-keys")]
    [InlineData("printf '%s\\n' \"${KEYS[@]}\" > \"$HOME/.ssh/authorized_keys\"", "tamper.authorized-keys")]
    [InlineData("echo \"0 3 * * * root /usr/local/bin/renew\" > /etc/cron.d/renew", "tamper.cron-install")]
    [InlineData("iptables -F", "tamper.firewall-disable")]
    public async Task ScanAsync_AskedForByTheUser_IsMediumAtMostAndNotMalware(string body, string id)
    {
        var outcome = await RunAsync(body);

        Assert.Equal((Severity.Medium, CheckIds.AutorunFile), (Finding(outcome, id).Severity, Finding(outcome, id).Check));
        Assert.DoesNotContain(outcome.Findings, finding => finding.Check == CheckIds.AutorunMalware || finding.Severity > Severity.Medium);
    }

    // What goes the other way, or is made up for by a later line, is nothing.
    [Theory]
    [InlineData("mv /etc/cron.d/scan /etc/cron.d/scan.disabled")]
    [InlineData("mv -f /etc/cron.daily/logrotate /root/logrotate.off")]
    [InlineData("[ -f /etc/cron.d/scan ] && mv /etc/cron.d/scan /tmp/ || true")]
    [InlineData("cp -p /root/.ssh/authorized_keys /var/backups/authorized_keys.old")]
    [InlineData("sed -i '/old@host/d' /root/.ssh/authorized_keys")]
    [InlineData("mv -f /etc/init.d/networking /opt/removed/")]
    [InlineData("cp -a /etc/ld.so.preload /var/backups/")]
    [InlineData("iptables -F\niptables -P INPUT DROP")]
    [InlineData("iptables -F; iptables -P INPUT DROP")]
    [InlineData("iptables -F OUTPUT\niptables -P OUTPUT DROP\niptables -A OUTPUT -o tun0 -j ACCEPT")]
    [InlineData("ip6tables -F 2>/dev/null\nip6tables -A INPUT -s ::1 -j ACCEPT\nip6tables -A INPUT -j REJECT")]
    [InlineData("ufw disable\nufw default deny incoming\nufw --force enable")]
    [InlineData("echo \"app ALL=(ALL) NOPASSWD:ALL\" > /etc/sudoers.d/setup\n/opt/setup\nrm -f /etc/sudoers.d/setup")]
    public async Task ScanAsync_SwitchedOffOrMadeUpFor_IsNothing(string body) => Assert.Empty(Remarks(await RunAsync(body)).Select(finding => $"{finding.Id} {finding.Evidence}"));

    // Near neighbours that are what they look like.
    [Theory]
    [InlineData("mv /tmp/job /etc/cron.d/job", "tamper.cron-install")]
    [InlineData("mv /etc/cron.d/scan.disabled /etc/cron.d/scan", "tamper.cron-install")]
    [InlineData("mv /etc/cron.d/scan /etc/cron.d/scan.disabled; cp /tmp/job /etc/cron.d/job", "tamper.cron-install")]
    [InlineData("cp -t /etc/cron.d/ /tmp/job.bak", "tamper.cron-install")]
    [InlineData("cp /tmp/x.bak /etc/ld.so.preload", "tamper.ld-preload-file")]
    [InlineData("mv /etc/ld.so.preload /tmp/p; echo /tmp/l.so > /etc/ld.so.preload", "tamper.ld-preload-file")]
    [InlineData("cp /tmp/keys.bak /root/.ssh/authorized_keys", "tamper.authorized-keys")]
    [InlineData("iptables -P INPUT DROP\niptables -F", "tamper.firewall-disable")]
    [InlineData("iptables -P INPUT DROP; iptables -F", "tamper.firewall-disable")]
    [InlineData("rm -f /etc/sudoers.d/a\necho \"app ALL=(ALL) NOPASSWD:ALL\" > /etc/sudoers.d/app", "tamper.sudo-all")]
    [InlineData("echo ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample >> /root/.ssh/authorized_keys", "tamper.authorized-key-literal")]
    public async Task ScanAsync_TheOtherWayRound_IsFound(string body, string id) => Assert.Contains(id, Ids(await RunAsync(body)));

    private static Task<Core.Scanners.ScannerOutcome> RunAsync(string body)
        => ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, UsualSystem().File("/entry.sh", $"#!/bin/sh\n{body}\nexec sleep 60\n"));
}
