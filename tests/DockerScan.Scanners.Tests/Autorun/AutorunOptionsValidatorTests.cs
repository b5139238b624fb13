using DockerScan.Scanners.Autorun;

namespace DockerScan.Scanners.Tests.Autorun;

public sealed class AutorunOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreGood() => Assert.True(new AutorunOptionsValidator().Validate(null, new AutorunOptions()).Succeeded);

    [Fact]
    public void Validate_Wrong_NamesKeyValueAndLimitOfAll()
    {
        var failures = new AutorunOptionsValidator().Validate(null, new AutorunOptions { MaxDepth = 0, MaxFiles = 10_001, MaxScriptKiB = -1, MaxBinaryKiB = 262_145, SignaturesPath = " " }).Failures!.ToList();

        Assert.Equal(5, failures.Count);
        Assert.Contains("Autorun:MaxDepth is 0; it must be 1 to 32", failures);
        Assert.Contains("Autorun:MaxBinaryKiB is 262145; it must be 1 to 262144", failures);
    }
}
