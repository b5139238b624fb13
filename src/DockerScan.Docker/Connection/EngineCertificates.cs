using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.NativeHttp;
using DockerScan.Core;

namespace DockerScan.Docker.Connection;

/// <summary>
/// Who we are to an engine that is spoken to over TLS, and who it must be: <c>cert.pem</c>, <c>key.pem</c> and <c>ca.pem</c> in the folder that
/// <c>DOCKER_CERT_PATH</c> names, as the docker command has it. Only that authority is believed, and the name must be the engine's.
/// </summary>
internal sealed class EngineCertificates : IAuthProvider
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DOCKER_CERT_PATH";

    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authorities;

    private EngineCertificates(X509Certificate2 own, X509Certificate2Collection authorities) => (_own, _authorities) = (own, authorities);

    public bool TlsEnabled => true;

    /// <summary>Those for an address; null where it is no network address, or no folder is named.</summary>
    /// <exception cref="EngineException">The folder has not what is needed.</exception>
    public static EngineCertificates? For(Uri endpoint, string? folder)
    {
        if (endpoint.Scheme is not ("tcp" or "https") || string.IsNullOrWhiteSpace(folder))
        {
            return null;
        }

        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
            X509Certificate2Collection authorities = [];
            authorities.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
            return authorities.Count == 0
                ? throw Failure("ca.pem holds no certificate", null)
                // Through PKCS#12, so that the key is one that every platform's TLS takes.
                : new EngineCertificates(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), authorities);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Failure(DisplayText.Clean(e.GetBaseException().Message, 160), e);
        }
    }

    /// <summary>A builder whose clients use them: over the platform's own transport, whose TLS can be told which authority to believe.</summary>
    public DockerClientBuilder<NativeHttpTransportOptions> Use(DockerClientBuilder builder) => builder.WithAuthProvider(this).WithTransportOptions(new NativeHttpTransportOptions());

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler)
    {
        if (handler is not SocketsHttpHandler sockets)
        {
            throw new InvalidOperationException($"TLS to the engine needs another transport than {handler.GetType().Name}");
        }

        sockets.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [_own],
            // Without a question to anybody else: the authority is this engine's own, and has no list of what it took back.
            CertificateChainPolicy = Policy(_authorities),
        };
        return sockets;
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static EngineException Failure(string detail, Exception? inner)
        => new(new ScanFailure(FailureKind.EngineUnavailable, $"The engine's certificates cannot be read ({detail}); {Variable} names a folder with cert.pem, key.pem and ca.pem"), inner);
}
