using System.Collections.Frozen;
using System.Globalization;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Ports that a container should not offer, and why.</summary>
internal static class RiskyPorts
{
    private static readonly FrozenDictionary<(int Port, string Protocol), (Severity Severity, string Why)> Known =
        new Dictionary<(int, string), (Severity, string)>
        {
            [(21, "tcp")] = (Severity.Low, "FTP sends passwords in clear"),
            [(22, "tcp")] = (Severity.Low, "SSH: a way in beside the service itself"),
            [(23, "tcp")] = (Severity.Medium, "Telnet sends passwords in clear"),
            [(69, "udp")] = (Severity.Low, "TFTP knows no passwords"),
            [(111, "tcp")] = (Severity.Low, "the port mapper tells what runs"),
            [(139, "tcp")] = (Severity.Low, "NetBIOS file sharing"),
            [(445, "tcp")] = (Severity.Low, "SMB file sharing"),
            [(512, "tcp")] = (Severity.Medium, "rexec sends passwords in clear"),
            [(513, "tcp")] = (Severity.Medium, "rlogin trusts host names"),
            [(514, "tcp")] = (Severity.Medium, "rsh trusts host names"),
            [(873, "tcp")] = (Severity.Low, "rsync sends files in clear"),
            [(2049, "tcp")] = (Severity.Low, "NFS trusts addresses"),
            [(2375, "tcp")] = (Severity.Medium, "the Docker engine without TLS is root for everybody"),
            [(3389, "tcp")] = (Severity.Low, "RDP: a way in beside the service itself"),
            [(5900, "tcp")] = (Severity.Low, "VNC: a way in beside the service itself"),
            [(6000, "tcp")] = (Severity.Low, "X11 shows and types for everybody who reaches it"),
            [(10250, "tcp")] = (Severity.Low, "the Kubernetes node agent runs commands in containers"),
        }.ToFrozenDictionary();

    /// <summary>The risky ones of the ports that are exposed, in order.</summary>
    public static IEnumerable<(string Port, Severity Severity, string Why)> Among(IReadOnlySet<(int Port, string Protocol)> exposed)
        => Known.Where(pair => exposed.Contains(pair.Key)).OrderBy(pair => pair.Key)
            .Select(pair => (string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Port}/{pair.Key.Protocol}"), pair.Value.Severity, pair.Value.Why));
}
