using DockerScan.Core;

namespace DockerScan.Scanners.Tests.Trivy.Support;

internal sealed class TestIds : IIdGenerator
{
    private int _last;

    public string NewId() => $"testid{Interlocked.Increment(ref _last):D6}";
}
