using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

internal static class TestSystems
{
    public static string Path => System.IO.Path.Combine(TestFiles.Repository, "config", "systems.yaml");

    public static SystemsTable Load() => SystemsLoader.Load(Path);
}
