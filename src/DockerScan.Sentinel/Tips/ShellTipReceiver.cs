using System.Net.Sockets;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Tips;

/// <summary>Takes the inspector's tips. What anybody else sends is not answered and not read further than its first word.</summary>
internal sealed class ShellTipReceiver : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _password;
    private readonly Action<ShellTip> _take;

    /// <param name="salt">The run's.</param>
    /// <param name="take">Gets each tip, on the thread of <see cref="Run"/>.</param>
    public ShellTipReceiver(SaltedHash salt, Action<ShellTip> take)
    {
        (_password, _take) = (ShellTip.Password(salt), take);
        _socket.Bind(ShellTip.Place(salt));
    }

    /// <summary>Runs until <see cref="Dispose"/>.</summary>
    public void Run()
    {
        var message = new byte[ShellTip.MaxBytes];
        while (true)
        {
            try
            {
                if (ShellTip.Parse(message.AsSpan(0, _socket.Receive(message)), _password) is { } tip)
                {
                    _take(tip);
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted or SocketError.Shutdown })
            {
                return;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
