using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;

namespace DockerScan.Web.Auth;

/// <summary>Signing in with the token. What may be had without is marked so where it is mapped; all else is refused, also what is not there.</summary>
internal static class WebLogin
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "web";

    /// <summary>The page where one signs in.</summary>
    public const string Path = "/login";

    private const string TokenClaim = "token";
    private static readonly TimeSpan Session = TimeSpan.FromHours(12);

    public static void AddWebLogin(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("DockerScan");
        services.AddOptions<KeyManagementOptions>().Configure<IWebAccess>((options, access)
            => options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(access.KeysFolder), NullLoggerFactory.Instance));
        // The keys' folder is its owner's alone: that nothing else encrypts them is no news at every start.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddAuthentication(Scheme).AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IWebAccess>(SetUp);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IWebAccess>((options, access)
            => options.FallbackPolicy = access.IsLoginRequired ? new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build() : null);
    }

    /// <summary>Whether this is the token. How long the answer takes says nothing of how much of it was right.</summary>
    public static bool IsToken(IWebAccess access, string typed)
        => CryptographicOperations.FixedTimeEquals(Hash(typed.Trim()), Hash(access.Token));

    /// <summary>Who is signed in with the token of now.</summary>
    public static ClaimsPrincipal Principal(IWebAccess access)
        => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, Scheme), new Claim(TokenClaim, Mark(access))], Scheme));

    private static void SetUp(CookieAuthenticationOptions options, IWebAccess access)
    {
        options.LoginPath = Path;
        options.AccessDeniedPath = Path;
        options.ReturnUrlParameter = "back";
        options.ExpireTimeSpan = Session;
        options.SlidingExpiration = true;
        options.Cookie.Name = "dockerscan.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = access.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        // Another token ends what was begun with the one before.
        options.Events.OnValidatePrincipal = async context =>
        {
            if (context.Principal?.FindFirstValue(TokenClaim) != Mark(access))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(Scheme);
            }
        };
    }

    private static string Mark(IWebAccess access) => Convert.ToHexStringLower(Hash("session\n" + access.Token))[..16];

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
