using DockerScan.Scanners.Trivy;

namespace DockerScan.Scanners.Tests.Trivy;

public sealed class TrivyOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_NeedOnlyTheCacheDirectory()
        => Assert.True(new TrivyOptionsValidator().Validate(null, new TrivyOptions { CacheDirectory = "/data" }).Succeeded);

    [Fact]
    public void Validate_ManyFaults_NamesAllWithKeyLimitAndValue()
    {
        var result = new TrivyOptionsValidator().Validate(null, new TrivyOptions { MaxFindings = 0, BaseTimeoutSeconds = 5, DatabaseRepository = "-x", JavaDatabaseRepository = "a.example/x:1,," });

        Assert.Equal(
            [
                "Trivy:CacheDirectory is empty; it must name a folder",
                "Trivy:BaseTimeoutSeconds is 5; it must be 10 to 3600",
                "Trivy:MaxFindings is 0; it must be 1 to 1000000",
                "Trivy:DatabaseRepository must be a repository like registry/trivy-db:2, or up to 10 separated by commas; it is '-x'",
                "Trivy:JavaDatabaseRepository must be a repository like registry/trivy-db:1, or up to 10 separated by commas; it is 'a.example/x:1,,'",
            ],
            result.Failures);
    }
}
