using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Docker.DotNet;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Tests.Connection;

/// <summary>An engine over TLS: it is believed by its own authority and its name alone, and it sees who we are.</summary>
public sealed class EngineCertificatesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-tls-");
    private readonly X509Certificate2 _authority = Authority("engine's own");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_ItsOwnAuthorityAndName_AnswersAndSeesOurCertificate()
    {
        WriteFolder(_authority);
        await using var engine = new TlsEngine(Sign(_authority, "127.0.0.1", "engine"));

        await PingAsync(engine);

        Assert.Equal("CN=client", engine.Client);
    }

    [Fact]
    public async Task Connect_AnothersAuthority_IsRefused()
    {
        using var other = Authority("somebody else's");
        WriteFolder(_authority);
        await using var engine = new TlsEngine(Sign(other, "127.0.0.1", "engine"));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PingAsync(engine));
    }

    [Fact]
    public async Task Connect_AnothersName_IsRefused()
    {
        WriteFolder(_authority);
        await using var engine = new TlsEngine(Sign(_authority, "192.0.2.7", "other"));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PingAsync(engine));
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("key.pem")]
    [InlineData("cert.pem")]
    public void For_AFileIsMissingOrNone_SaysWhatTheFolderNeeds(string name)
    {
        WriteFolder(_authority);
        File.WriteAllText(Path.Combine(_folder.FullName, name), "no certificate");

        var empty = Assert.Throws<EngineException>(() => For("tcp://engine:2376"));
        File.Delete(Path.Combine(_folder.FullName, name));
        var missing = Assert.Throws<EngineException>(() => For("tcp://engine:2376"));

        Assert.All((EngineException[])[empty, missing], each => Assert.Equal(FailureKind.EngineUnavailable, each.Failure.Kind));
        Assert.Contains("DOCKER_CERT_PATH names a folder with cert.pem, key.pem and ca.pem", missing.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix:///var/run/docker.sock", true)]
    [InlineData("http://engine:2375", true)]
    [InlineData("tcp://engine:2375", false)]
    public void For_NoTlsIsAskedFor_IsNone(string address, bool isNamed)
        => Assert.Null(EngineCertificates.For(new Uri(address), isNamed ? _folder.FullName : null));

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private EngineCertificates? For(string address) => EngineCertificates.For(new Uri(address), _folder.FullName);

    private async Task PingAsync(TlsEngine engine)
    {
        var endpoint = new Uri($"tcp://127.0.0.1:{engine.Port}");
        using var client = EngineCertificates.For(endpoint, _folder.FullName)!.Use(new DockerClientBuilder().WithEndpoint(endpoint)).Build();
        await client.System.PingAsync(Token);
    }

    private void WriteFolder(X509Certificate2 authority)
    {
        using var own = Sign(authority, null, "client");
        File.WriteAllText(Path.Combine(_folder.FullName, "ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "cert.pem"), own.ExportCertificatePem());
        using var key = own.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(_folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static X509Certificate2 Sign(X509Certificate2 authority, string? address, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Parse(address));
            request.CertificateExtensions.Add(names.Build());
        }

        using var signed = request.Create(authority, new DateTimeOffset(authority.NotBefore), new DateTimeOffset(authority.NotAfter), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Says who it is, asks who we are, and answers one request.</summary>
    private sealed class TlsEngine : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _own;
        private readonly Task _serving;

        public TlsEngine(X509Certificate2 own)
        {
            _own = own;
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string? Client { get; private set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _listener.Dispose();
            _own.Dispose();
        }

        private async Task ServeAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificate = _own, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
                });
            }
            catch (Exception e) when (e is AuthenticationException or IOException)
            {
                return;
            }

            Client = tls.RemoteCertificate?.Subject;
            var buffer = new byte[4096];
            _ = await tls.ReadAsync(buffer);
            await tls.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"));
        }
    }
}
