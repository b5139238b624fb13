using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Tips;

/// <summary>What the inspector tells the network role: this connection is a standard stream of a shell.</summary>
/// <param name="Address">The address that the shell is connected to.</param>
/// <param name="Port">Its port.</param>
/// <param name="SourcePort">The shell's own port.</param>
internal sealed record ShellTip(string Address, int Port, int SourcePort)
{
    /// <summary>Bound of a message.</summary>
    public const int MaxBytes = 128;

    /// <summary>
    /// Both roles share the network, and with it the space of abstract names. The name looks like one that the kernel gives; whoever
    /// reads it out of /proc/net/unix can send there, but not what <see cref="Password"/> says, and nobody can listen in.
    /// </summary>
    public static UnixDomainSocketEndPoint Place(SaltedHash salt) => new("\0" + salt.Hex(5, "tip"));

    /// <summary>What a message must begin with: drawn for the run, and known to the roles alone.</summary>
    public static string Password(SaltedHash salt) => salt.Hex(16, "tip-password");

    public byte[] ToBytes(string password) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{password} {SourcePort} {Port} {Address}"));

    /// <summary>Null for what does not begin with the password, or is no tip.</summary>
    public static ShellTip? Parse(ReadOnlySpan<byte> message, string password)
    {
        var words = Encoding.ASCII.GetString(message).Split(' ');
        return words.Length == 4 && password.Length > 0 && words[0] == password && Number(words[1]) is { } source && Number(words[2]) is { } port && IPAddress.TryParse(words[3], out var address)
            ? new ShellTip(address.ToString(), port, source)
            : null;
    }

    private static int? Number(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
