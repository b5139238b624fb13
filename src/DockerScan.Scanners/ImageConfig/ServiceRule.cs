using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>HEALTHCHECK, EXPOSE, VOLUME and ONBUILD.</summary>
internal sealed class ServiceRule : IImageConfigRule
{
    private static readonly Dictionary<string, (Severity Severity, string What)> Ports = new()
    {
        ["22"] = (Severity.Low, "SSH: a way in beside the service itself"),
        ["23"] = (Severity.Medium, "Telnet sends passwords in clear"),
        ["21"] = (Severity.Low, "FTP sends passwords in clear"),
        ["512"] = (Severity.Medium, "rexec sends passwords in clear"),
        ["513"] = (Severity.Medium, "rlogin trusts host names"),
        ["514"] = (Severity.Medium, "rsh trusts host names"),
        ["2375"] = (Severity.Medium, "the Docker engine without TLS is root for everybody"),
        ["3389"] = (Severity.Low, "RDP: a way in beside the service itself"),
        ["5900"] = (Severity.Low, "VNC: a way in beside the service itself"),
    };

    private static readonly HashSet<string> SystemPlaces =
        ["/", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/sbin", "/sys", "/usr", "/var", "/run", "/var/run", "/var/run/docker.sock", "/run/docker.sock"];

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var configuration = input.Configuration;
        var starts = configuration.Entrypoint.Count + configuration.Command.Count > 0;
        if (starts && (configuration.HealthCheck.Count == 0 || configuration.HealthCheck[0] == "NONE"))
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "healthcheck-missing", Severity.Low, "There is no HEALTHCHECK", "HEALTHCHECK",
                "the configuration has none", "Add a HEALTHCHECK, so that a service that hangs is seen.");
        }

        foreach (var port in configuration.ExposedPorts.Take(1000))
        {
            if (Ports.TryGetValue(port.Split('/')[0], out var risky))
            {
                yield return Drafts.Make(CheckIds.Misconfiguration, "port-" + port.Split('/')[0], risky.Severity, $"EXPOSE {port}: {risky.What}",
                    "EXPOSE " + port, "EXPOSE " + port, "Do not expose this port, or use an encrypted protocol.");
            }
        }

        foreach (var volume in configuration.Volumes.Where(volume => SystemPlaces.Contains(ImagePath.Combine("/", volume))))
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "volume-system", Severity.Medium, "A VOLUME lies over a system folder",
                "VOLUME " + volume, "VOLUME " + volume, "Use a folder of the application's own for data.");
        }

        for (var i = 0; i < Math.Min(configuration.OnBuild.Count, 50); i++)
        {
            var trigger = configuration.OnBuild[i];
            yield return Drafts.Make(CheckIds.AutorunFile, "onbuild", Severity.Low, "ONBUILD runs in the build of whoever builds on this image",
                "ONBUILD " + trigger.Split(' ')[0], "ONBUILD " + Masking.Apply(DisplayText.Clean(trigger, 400)), "Read what it does before building on this image.");
        }
    }
}
