using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>HEALTHCHECK, EXPOSE, VOLUME and ONBUILD.</summary>
internal sealed class ServiceRule : IImageConfigRule
{
    private const int MaxItems = 1000;
    private const int ManyVolumes = 10;

    private static readonly HashSet<string> SystemPlaces =
    [
        "/", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/root", "/run", "/run/docker.sock", "/sbin", "/sys",
        "/usr", "/usr/bin", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/sbin", "/var", "/var/run", "/var/run/docker.sock",
    ];

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var configuration = input.Configuration;
        var starts = configuration.Entrypoint.Count + configuration.Command.Count > 0;
        if (starts && (configuration.HealthCheck.Count == 0 || configuration.HealthCheck[0] == "NONE"))
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "healthcheck-missing", Severity.Low, "There is no HEALTHCHECK", "HEALTHCHECK",
                configuration.HealthCheck.Count == 0 ? "the configuration has none" : "HEALTHCHECK NONE", "Add a HEALTHCHECK, so that a service that hangs is seen.");
        }

        foreach (var risky in RiskyPorts.Among(ExposedPorts.Read(configuration.ExposedPorts)))
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "port-" + risky.Port.Split('/')[0], risky.Severity, $"EXPOSE {risky.Port}: {risky.Why}",
                "EXPOSE " + risky.Port, "EXPOSE " + risky.Port, "Do not expose this port, or use an encrypted protocol.");
        }

        foreach (var finding in Volumes(configuration.Volumes))
        {
            yield return finding;
        }

        if (configuration.OnBuild.Count > 0)
        {
            var triggers = configuration.OnBuild.Take(MaxItems).Select(trigger => "ONBUILD " + Masking.Assignments(DisplayText.Clean(trigger, 400))).ToList();
            yield return Drafts.Make(CheckIds.AutorunFile, "onbuild", Severity.Low, "ONBUILD runs in the build of whoever builds on this image",
                "ONBUILD", Drafts.List(triggers), "Read what it does before building on this image.");
        }
    }

    private static IEnumerable<FindingDraft> Volumes(IReadOnlyList<string> volumes)
    {
        foreach (var place in volumes.Take(MaxItems).Where(volume => volume.Length <= ImagePath.MaxLength)
            .Select(volume => ImagePath.Combine("/", volume)).Where(SystemPlaces.Contains).Distinct())
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "volume-system", Severity.Medium, "A VOLUME lies over a system folder",
                "VOLUME " + place, "VOLUME " + place, "Use a folder of the application's own for data.");
        }

        if (volumes.Count > ManyVolumes)
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "volume-many", Severity.Low, $"There are {volumes.Count} VOLUMEs", "VOLUME",
                Drafts.List(volumes), "Each container makes that many unnamed volumes: keep those that hold data.");
        }
    }
}
