using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry.Auth;

/// <summary>Answers a registry's challenge: with a token that its token server gives, kept until shortly before it ends, or with the credential itself.</summary>
internal sealed class RegistryAuthenticator(
    RegistryHttp http, RegistryHosts hosts, IRegistryCredentials credentials, TimeProvider time, ILogger<RegistryAuthenticator> logger)
{
    private const int MaxKept = 1000;
    private const string TokenUser = "<token>";
    private const int MaxTokenBytes = 256 << 10;
    // As the docker command has it: shorter ones would be asked for anew with each request.
    private const int LeastSeconds = 60;
    private const int MostSeconds = 3600;
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (AuthenticationHeaderValue Header, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _users = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The user whose credential a registry was last given; empty for none.</summary>
    public string UserOf(string registry) => _users.GetValueOrDefault(registry, string.Empty);

    /// <summary>What was good for a repository a moment ago; null when nothing is known.</summary>
    public AuthenticationHeaderValue? Find(string repository)
        => _kept.TryGetValue(repository, out var kept) && kept.Until > time.GetUtcNow() ? kept.Header : null;

    public void Forget(string repository) => _kept.TryRemove(repository, out _);

    /// <summary>The header that answers a challenge; null when there is no challenge that can be answered.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        string registry, string path, Uri origin, IReadOnlyList<Challenge> challenges, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(registry, cancellationToken);
        if (_users.Count >= MaxKept)
        {
            _users.Clear();
        }

        _users[registry] = credential is null ? string.Empty : credential.Username.Length > 0 ? credential.Username : TokenUser;
        if (challenges.FirstOrDefault(challenge => challenge.Scheme == "bearer") is { } bearer)
        {
            return await TokenAsync(registry, path, origin, bearer, credential, cancellationToken);
        }

        return challenges.Any(challenge => challenge.Scheme == "basic") && credential?.Password is { } password
            ? Keep($"{registry}/{path}", Basic(credential.Username, password), MostSeconds)
            : null;
    }

    private async Task<AuthenticationHeaderValue> TokenAsync(
        string registry, string path, Uri origin, Challenge challenge, RegistryCredential? known, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(challenge.Find("realm"), UriKind.Absolute, out var realm) || !hosts.MayFollow(realm, origin))
        {
            throw new EngineException(new ScanFailure(
                FailureKind.RegistryNotAllowed,
                $"{DisplayText.Clean(registry, 100)} names a token server without TLS ({DisplayText.Clean(challenge.Find("realm"), 100)}); it is refused, unless an operator lists its host and port in Registry:InsecureRegistries"));
        }

        var isKept = known is not null && !hosts.MayHaveCredentials(realm, origin);
        if (isKept)
        {
            Log.CredentialsKept(logger, DisplayText.Clean(registry, 100), DisplayText.Clean(realm.Authority, 100));
        }

        var credential = isKept ? null : known;

        var service = challenge.Find("service");
        var scope = challenge.Find("scope") ?? $"repository:{path}:pull";
        var response = credential?.IdentityToken is { } identity
            ? await RefreshAsync(realm, origin, service, scope, identity, cancellationToken)
            : null;
        // A server that does not know the form answers the plain one.
        response ??= await http.SendAsync(Get(realm, origin, service, scope, credential), cancellationToken);
        var token = Read(registry, response, credential is not null, isKept ? realm : null);
        var text = string.IsNullOrEmpty(token.Token) ? token.AccessToken : token.Token;
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw RegistryHttp.Unavailable(realm, "gives a token that is none");
        }

        return Keep($"{registry}/{path}", new AuthenticationHeaderValue("Bearer", text), (int)Math.Clamp(token.ExpiresIn ?? LeastSeconds, LeastSeconds, MostSeconds));
    }

    private async Task<RegistryResponse?> RefreshAsync(Uri realm, Uri origin, string? service, string scope, Secret identity, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(
            new RegistryRequest(HttpMethod.Post, realm)
            {
                Origin = origin,
                MaxBytes = MaxTokenBytes,
                Form = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["grant_type"] = "refresh_token",
                    ["client_id"] = "dockerscan",
                    ["service"] = service ?? string.Empty,
                    ["scope"] = scope,
                    ["refresh_token"] = identity.Reveal(),
                },
            },
            cancellationToken);
        return response.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed ? null : response;
    }

    private static RegistryRequest Get(Uri realm, Uri origin, string? service, string scope, RegistryCredential? credential)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        Append(query, "service", service);
        Append(query, "scope", scope);
        return new RegistryRequest(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri)
        {
            Origin = origin,
            MaxBytes = MaxTokenBytes,
            Authorization = credential?.Password is { } password ? Basic(credential.Username, password) : null,
        };
    }

    private static void Append(StringBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            query.Append(query.Length == 0 ? string.Empty : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static AuthenticationHeaderValue Basic(string user, Secret password)
        => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password.Reveal()}")));

    private AuthenticationHeaderValue Keep(string repository, AuthenticationHeaderValue header, int seconds)
    {
        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        _kept[repository] = (header, time.GetUtcNow().AddSeconds(seconds) - Early);
        return header;
    }

    private TokenResponse Read(string registry, RegistryResponse response, bool hasCredential, Uri? withheldFrom)
    {
        var name = DisplayText.Clean(registry, 100);
        return response.Status switch
        {
            HttpStatusCode.OK => Parse(name, response.Body),
            HttpStatusCode.TooManyRequests => throw new EngineException(RegistryFailures.RateLimited(registry, response, time.GetUtcNow())),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest when hasCredential => throw new EngineException(new ScanFailure(
                FailureKind.Unauthorized, $"{name} refuses the credentials of this machine; renew them with docker login {name}")),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when withheldFrom is not null => throw new EngineException(new ScanFailure(
                FailureKind.Unauthorized,
                $"{name} sends us to {DisplayText.Clean(withheldFrom.Authority, 100)} for a token; it gives none without credentials, and they are not sent to another host unless an operator lists it in Registry:TokenServers")),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new EngineException(new ScanFailure(
                FailureKind.Unauthorized, $"{name} gives nothing without credentials; run docker login {name}")),
            _ => throw new EngineException(new ScanFailure(
                FailureKind.RegistryUnavailable, FormattableString.Invariant($"the token server of {name} answers with status {(int)response.Status}"))),
        };
    }

    private static TokenResponse Parse(string name, byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RegistryJson.Default.TokenResponse) ?? new TokenResponse();
        }
        catch (JsonException)
        {
            throw new EngineException(new ScanFailure(FailureKind.RegistryUnavailable, $"the token server of {name} gives no readable answer"));
        }
    }
}
