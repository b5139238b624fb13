using System.Text.Encodings.Web;
using System.Text.Unicode;
using DockerScan.Web.Assets;
using DockerScan.Web.Audit;
using DockerScan.Web.Auth;
using DockerScan.Web.Live;
using DockerScan.Web.Pages;
using DockerScan.Web.Reading;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace DockerScan.Web;

/// <summary>Registers the pages, and puts them into a listener.</summary>
public static class ServiceCollectionExtensions
{
    // A form holds an image's name and little more.
    private const int MaxFormBytes = 16 * 1024;

    /// <summary>Adds the pages. Needs the engine, a store, a checklist, <see cref="IWebAccess"/> and <see cref="IHealthView"/>.</summary>
    public static IServiceCollection AddWebPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
            {
                options.Conventions.ConfigureFilter(new RequestSizeLimitAttribute(MaxFormBytes));
                options.Conventions.ConfigureFilter(new PageGuard());
            })
            .AddApplicationPart(typeof(ServiceCollectionExtensions).Assembly);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "dockerscan.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
        // Korean is not written as numbers; what is markup still is.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddWebLogin();
        services.TryAddSingleton<AssetFiles>();
        services.TryAddSingleton<LiveStreams>();
        services.TryAddSingleton<WebAudit>();
        services.TryAddSingleton<RequestLimits>();
        services.TryAddSingleton<ScanViews>();
        return services;
    }

    /// <summary>From here on nothing is answered to who may not have it: goes in front of all that is mapped.</summary>
    public static void UseWebAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>Maps the pages.</summary>
    public static void MapWebPages(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapGet("/assets/{name}", static (string name, AssetFiles files, HttpContext context) => files.Serve(name, context)).WithMetadata(new AllowAnonymousAttribute());
        app.MapGet("/language/{tag}", ReaderLanguage.Choose).WithMetadata(new AllowAnonymousAttribute());
        app.MapGet("/scans/{scan}/events", static (string scan, LiveStreams streams, HttpContext context) => streams.Open(scan, context));
    }
}
