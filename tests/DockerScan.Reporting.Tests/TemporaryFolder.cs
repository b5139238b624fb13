namespace DockerScan.Reporting.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dockerscan-reports-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
