using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Sink.Tls;

/// <summary>
/// Ends TLS with a throw-away certificate, for callers that do not check it: most malware. What lies under it goes back to
/// the sink over a pair of sockets, as a connection like any other. Callers that check the certificate fail at once instead
/// of waiting for an answer until the window ends.
/// </summary>
internal sealed class TlsEnd(Drops drops, TimeProvider time)
{
    /// <summary>Set by a build that has OpenSSL linked in. Without it the runtime would look for a library and abort.</summary>
    public const string Switch = "DockerScan.Sentinel.Tls";

    /// <summary>How many sessions at a time; each has buffers of its own. More callers get no answer.</summary>
    public const int MaxSessions = 64;

    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);
    private readonly SslServerAuthenticationOptions _options = Options(time.GetUtcNow());
    private int _sessions;

    [FeatureSwitchDefinition(Switch)]
    public static bool IsBuiltIn => AppContext.TryGetSwitch(Switch, out var on) && on;

    /// <summary>
    /// Takes the descriptor over, with the bytes that were read from it. <paramref name="ended"/> gets the other end's
    /// descriptor after the handshake, from another thread. False when there are too many sessions.
    /// </summary>
    public bool Take(int fd, byte[] read, Action<int> ended)
    {
        if (Interlocked.Increment(ref _sessions) > MaxSessions)
        {
            Interlocked.Decrement(ref _sessions);
            return false;
        }

        // Not on the sink's thread: a handshake computes.
        _ = Task.Run(() => RunAsync(fd, read, ended));
        return true;
    }

    private static SslServerAuthenticationOptions Options(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(request.CreateSelfSigned(now.AddDays(-30), now.AddDays(330)), null, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
    }

    private async Task RunAsync(int fd, byte[] read, Action<int> ended)
    {
        try
        {
            using var caller = new Socket(new SafeSocketHandle(fd, ownsHandle: true));
            await using var stream = new ReplayStream(read, new NetworkStream(caller));
            await using var tls = new SslStream(stream);
            using (var limit = new CancellationTokenSource(HandshakeTime, time))
            {
                await tls.AuthenticateAsServerAsync(_options, limit.Token);
            }

            var (ours, theirs) = Pair();
            using var sink = new Socket(new SafeSocketHandle(ours, ownsHandle: true));
            ended(theirs);
            await TlsPump.RunAsync(tls, sink);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException or KernelException or ObjectDisposedException)
        {
            // The caller refused our certificate or went away: its hello has been told already.
            return;
        }
        // The boundary of the session: what is not foreseen is counted and ends this session only.
        catch (Exception)
        {
            drops.Add("tls-sessions");
        }
        finally
        {
            Interlocked.Decrement(ref _sessions);
        }
    }

    private static unsafe (int Ours, int Theirs) Pair()
    {
        var pair = stackalloc int[2];
        Errno.Check(LibC.SocketPair(1 /* AF_UNIX */, 1 | 0x800 | 0x80000, 0, pair), "make a pair of sockets");
        return (pair[0], pair[1]);
    }
}
