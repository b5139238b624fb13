using DockerScan.Core.Checks;
using DockerScan.Core.Reports;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting.Tests;

public sealed class ServiceCollectionExtensionsTests
{
    [Fact]
    public void AddReporting_WithChecklist_GivesWriter()
    {
        using var provider = new ServiceCollection().AddSingleton(SampleChecklist.Create()).AddReporting().AddReporting().AddCaptureFiles("/nonexistent")
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Same(provider.GetRequiredService<IReportWriter>(), provider.GetRequiredService<IReportWriter>());
        Assert.Single(provider.GetServices<IValidateOptions<ReportingOptions>>());
    }

    [Fact]
    public void AddReporting_NoChecklistFile_SaysWhichFile()
    {
        using var provider = new ServiceCollection().AddReporting().Configure<ReportingOptions>(options => options.ChecklistPath = "no/such.yaml").BuildServiceProvider();

        Assert.Contains("no/such.yaml", Assert.Throws<InvalidDataException>(provider.GetRequiredService<Checklist>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AllWrong_ListsAll()
    {
        var result = new ReportingOptionsValidator().Validate(null, new ReportingOptions { ChecklistPath = " ", MaxFindingsInHtml = 0, MaxTableRows = 9_999 });

        Assert.Equal(3, result.Failures!.Count());
        Assert.True(new ReportingOptionsValidator().Validate(null, new ReportingOptions()).Succeeded);
    }
}
