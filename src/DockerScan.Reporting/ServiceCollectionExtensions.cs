using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Reporting.Checklists;
using DockerScan.Reporting.OpenVex;
using DockerScan.Reporting.Pdf;
using DockerScan.Reporting.Pictures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting;

/// <summary>Registers the checklist and the reports.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="Checklist"/>, <see cref="IReportRenderer"/>, <see cref="IReportWriter"/> and <see cref="IResultPicture"/>. Needs <see cref="AddCaptureFiles"/>; the host binds <see cref="ReportingOptions"/>.</summary>
    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReportingOptions>, ReportingOptionsValidator>());
        services.TryAddSingleton(provider => ChecklistLoader.Load(provider.GetRequiredService<IOptions<ReportingOptions>>().Value.ChecklistPath));
        services.TryAddSingleton<ReportRenderer>();
        services.TryAddSingleton<IReportRenderer>(provider => provider.GetRequiredService<ReportRenderer>());
        services.TryAddSingleton<IOpenVex, OpenVexDocuments>();
        services.TryAddSingleton<IReportWriter, ReportWriter>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IReportPrinter, ReportPrinter>();
        services.TryAddSingleton<IResultPicture, ResultPicture>();
        return services;
    }

    /// <summary>Adds <see cref="ICaptureFiles"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="folder">The folder in which each scan has a folder of its own for its reports.</param>
    public static IServiceCollection AddCaptureFiles(this IServiceCollection services, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        services.TryAddSingleton<ICaptureFiles>(_ => new CaptureFiles(folder));
        return services;
    }
}
