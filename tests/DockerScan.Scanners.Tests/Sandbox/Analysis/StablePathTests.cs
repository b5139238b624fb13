using DockerScan.Scanners.Sandbox.Analysis;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

public sealed class StablePathTests
{
    [Theory]
    [InlineData("/usr/lib/postgresql/16/bin/postgres", "/usr/lib/postgresql/16/bin/postgres")]
    [InlineData("/usr/bin/python3.12", "/usr/bin/python3.12")]
    [InlineData("/lib/x86_64-linux-gnu/libc.so.6", "/lib/x86_64-linux-gnu/libc.so.6")]
    [InlineData("/proc/4711/exe", "/proc/*/exe")]
    [InlineData("/tmp/tmp.Ab3dEf9hIj/x", "/tmp/tmp.*/x")]
    [InlineData("/tmp/tmpk2j3h4g5", "/tmp/tmp*")]
    [InlineData("/tmp/_MEIx8Kd92/libz.so.1", "/tmp/_MEI*/libz.so.1")]
    [InlineData("/var/cache/5f2a9bc01d77e4aa/run", "/var/cache/*/run")]
    [InlineData("/tmp/.cache-deadbeef01/x", "/tmp/.cache-*/x")]
    [InlineData("", "")]
    public void Of_Path_KeepsWhatIsEqualFromRunToRun(string path, string expected) => Assert.Equal(expected, StablePath.Of(path));
}
